//! What happened to a request, in plain words, from the events that its acts wrote.

use answers::Addition;
use ground::events::Event;
use ground::uuid::Uuid;
use jiff::Timestamp;
use maud::{Markup, html};
use promises::What;
use web::when::When;

use super::gathered::Known;

/// The history, folded.
pub(super) fn history(known: &Known) -> Markup {
    let when = &known.plan.when;
    let rows = known.history.iter().map(|event| (event, what(event, when)));
    html! {
        section aria-label="History" {
            details class="explain" {
                summary { "What happened so far" }
                div class="explain-body" {
                    ol class="small" role="list" {
                        @for (event, what) in rows { li { (when.moment_short(event.at)) ": " (who(known, event)) " " (what) "." } }
                    }
                    p class="small quiet" { "Times are " (when.city()) "." }
                }
            }
        }
    }
}

fn who<'a>(known: &'a Known, event: &'a Event) -> &'a str {
    match event.actor.split_once(':') {
        Some(("member", id)) => {
            let name = id.parse::<Uuid>().ok().and_then(|id| known.members.get(&id));
            name.map_or("a former member", String::as_str)
        }
        Some(("stakeholder", _)) => known.entry.name(),
        Some(("token", _)) => "a program",
        Some(("machine", "mail")) => "the mailbox",
        Some((_, _)) | None => "Offwheel",
    }
}

fn value<'a>(event: &'a Event, name: &str) -> &'a str {
    event.payload.get(name).and_then(serde_json::Value::as_str).unwrap_or_default()
}

/// Which of the six additions an event is about.
fn addition(event: &Event) -> String {
    let addition = Addition::from_field(value(event, "element"));
    addition.map_or_else(|| "one of the six".to_owned(), |addition| addition.title().to_lowercase())
}

fn instant(event: &Event, when: &When) -> String {
    let at = event.payload.get("due_at").and_then(serde_json::Value::as_i64);
    at.and_then(|at| Timestamp::from_millisecond(at).ok()).map_or_else(|| "a new time".to_owned(), |at| when.full(at))
}

/// What an event says, without its actor.
fn what(event: &Event, when: &When) -> String {
    match event.kind.as_str() {
        "request.taken-in" => "brought it in".to_owned(),
        "request.replied-to" => "added to the conversation".to_owned(),
        "request.asked-back" => "wrote to the stakeholder".to_owned(),
        "request.emergency" => "marked it as an emergency".to_owned(),
        "request.no-emergency" => "took the mark as an emergency back".to_owned(),
        "request.noted" => "noted something for the team".to_owned(),
        "request.reply-set-aside" => "set what was written aside".to_owned(),
        "request.answered" => "sent the answer".to_owned(),
        "request.stands" => match value(event, "state") {
            "in-review" => "took it into review".to_owned(),
            "spam" => "marked it as spam".to_owned(),
            state => format!("left it {state}"),
        },
        "request.linked" => "linked what the business is trying to do".to_owned(),
        "request.unlinked" => "took a link to the business away".to_owned(),
        "diagnosis.begun" => "began to look for the cause".to_owned(),
        "diagnosis.answered" => format!("answered a question about the cause ({})", value(event, "question")),
        "diagnosis.asked" => "sent questions about the cause".to_owned(),
        "diagnosis.replied" => "answered questions about the cause".to_owned(),
        "diagnosis.decided" if value(event, "decided").is_empty() => "let the answers decide again".to_owned(),
        "diagnosis.decided" => "decided otherwise than the answers recommend".to_owned(),
        "diagnosis.mandatory" => "noted whether the order has to be taken".to_owned(),
        "diagnosis.reviewed" => "recorded which causes were confirmed".to_owned(),
        "order.filled" => format!("filled in what we add: {}", addition(event)),
        "order.waived" => format!("waived an addition, with a reason: {}", addition(event)),
        "order.answered" => format!("said on their page: {}", addition(event)),
        "order.asked" => "asked for more about the order".to_owned(),
        "order.changed" => "changed when it is ready, or what stands beside it".to_owned(),
        "promise.lesson-noted" => "noted what kept us".to_owned(),
        "answer.made-ready" => "made the answer ready for the end of the block".to_owned(),
        "promise.given" => {
            let what = What::from_word(value(event, "what")).map_or("an answer", What::words);
            format!("promised {what} by {}", instant(event, when))
        }
        "promise.fulfilled" if value(event, "state") == "kept" => "kept the promise".to_owned(),
        "promise.fulfilled" => "answered after the promised time".to_owned(),
        "promise.void" => "ended it, so the promise is void".to_owned(),
        "promise.asked-to-move" => format!("asked to move the promise to {}", instant(event, when)),
        "promise.move-refused" => "said no to another time, so the old one stands".to_owned(),
        "promise.renegotiated" => "agreed to the new time".to_owned(),
        "options.laid-out" => "laid out the options".to_owned(),
        "options.chosen" => match event.payload.get("way").and_then(serde_json::Value::as_i64) {
            Some(way) => format!("chose option {way}"),
            None => "chose an option".to_owned(),
        },
        "options.countered" => "said that none of the options fits".to_owned(),
        other => format!("did this: {}", other.replace(['.', '-'], " ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(kind: &str, payload: serde_json::Value) -> String {
        let at: Timestamp = "2026-11-25T09:15:00Z".parse().unwrap();
        let event = Event { at, actor: "machine:mail".into(), kind: kind.into(), subject: String::new(), payload };
        what(&event, &When::in_zone("Europe/Berlin", at).unwrap())
    }

    #[test]
    fn an_event_is_told_in_plain_words() {
        let due: Timestamp = "2026-11-26T09:15:00Z".parse().unwrap();
        let given = json!({ "what": "first-answer", "due_at": due.as_millisecond() });
        assert_eq!(said("promise.given", given), "promised a first answer by Thursday 26 November, 10:15 (Berlin)");
        assert_eq!(said("promise.fulfilled", json!({ "state": "kept" })), "kept the promise");
        assert_eq!(said("promise.fulfilled", json!({ "state": "broken" })), "answered after the promised time");
        assert_eq!(said("request.stands", json!({ "state": "parked" })), "left it parked");
        assert_eq!(said("request.stands", json!({ "state": "in-review" })), "took it into review");
        assert_eq!(said("options.chosen", json!({ "way": 2 })), "chose option 2");
        assert_eq!(said("order.filled", json!({ "element": "baseline" })), "filled in what we add: baseline");
    }
}
