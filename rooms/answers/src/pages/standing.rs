//! What an order gains, in short: on the page of its request and on the page where it is changed.

use maud::{Markup, html};
use requests::RequestId;
use web::capital;
use web::heads::section;
use web::lists::{DiaryRow, diary_unordered};
use web::shell::REQUESTS;
use web::when::When;

use crate::asked;
use crate::rules::{Addition, Entered, Fallback, Standing, Value, part};
use crate::upgrade::{Element, Upgrade};

/// What is called by which name: an actor as events know it, `member:<id>` or `stakeholder:<id>`.
pub type Named<'a> = &'a dyn Fn(&str) -> String;

/// Where the page of the additions of a request lies.
pub(crate) fn path_of(request: RequestId) -> String {
    format!("{REQUESTS}/{request}/additions")
}

/// What an order gains, with the way to change it: nothing where nobody began.
pub fn upgrade_part(upgrade: &Upgrade, when: &When, named: Named<'_>) -> Markup {
    let path = path_of(upgrade.request);
    let rows = upgrade.elements.iter().map(|element| row(element, when, named));
    let body = html! {
        @if let Some(waits) = waits_words(upgrade, when) { p class="small" { (waits) } }
        (diary_unordered(rows))
        @if !upgrade.beside.is_empty() { p class="small" { b { "Beside it, and no training: " } (upgrade.beside) } }
        p class="small" { a href=(path) { "Change what we add" } " · " a href=(super::VALUE_LOG) { "What we added, order by order" } }
    };
    section("r-additions", "What we add", Some(html! { (count_words(upgrade)) }), &body)
}

/// “4 of 6 filled, one by default”.
pub(crate) fn count_words(upgrade: &Upgrade) -> String {
    let filled = format!("{} of 6 filled", upgrade.filled());
    match upgrade.by_default() {
        0 => filled,
        1 => format!("{filled}, one by default"),
        many => format!("{filled}, {} by default", web::when::number(u64::try_from(many).unwrap_or_default())),
    }
}

/// What is asked, and until when.
pub(crate) fn waits_words(upgrade: &Upgrade, when: &When) -> Option<String> {
    let (asked, until_at) = upgrade.waits_for()?;
    let names: Vec<String> = asked.iter().map(|addition| addition.title().to_lowercase()).collect();
    let names = web::Language::En.and(&names);
    Some(format!(
        "Asked for the {names}. Until {} an answer is waited for, then the defaults stand.",
        when.full(until_at)
    ))
}

/// One of the six: what stands there, and who said it when.
pub(crate) fn row(element: &Element, when: &When, named: Named<'_>) -> DiaryRow {
    let addition = element.addition;
    let line = |value: &Value| asked::line(addition, value, when);
    let by = |entered: &Entered| format!("{}, {}", named(&entered.by), when.near(entered.at));
    let unanswered = || fallback_words(addition, &element.fallback, when);
    let (title, note) = match &element.standing {
        Standing::Empty => (html! { span class="quiet" { "Empty" } }, html! { (addition.question()) }),
        Standing::Asked { until_at } => (
            html! { span class="quiet" { "Asked" } },
            html! { "until " (when.near(*until_at)) "; if nobody answers: " (unanswered()) },
        ),
        Standing::Answered(entered) => (
            html! { (line(&entered.value)) },
            html! { (details(addition, &entered.value, when)) "said by " (by(entered)) },
        ),
        Standing::Filled(entered) => {
            (html! { (line(&entered.value)) }, html! { (details(addition, &entered.value, when)) (by(entered)) })
        }
        Standing::Waived(entered) => {
            (html! { "Waived" }, html! { "“" (entered.waived.as_deref().unwrap_or_default()) "” " (by(entered)) })
        }
        Standing::ByDefault { since_at, fallback } => {
            let title = match &fallback.value {
                Some(value) => html! { (line(value)) },
                None => html! { span class="quiet" { (capital(&unanswered())) } },
            };
            let mark = fallback.value.as_ref().map(|_| format!("{}, ", fallback.mark.words()));
            (title, html! { (mark.unwrap_or_default()) "by default: nobody answered by " (when.near(*since_at)) })
        }
    };
    let note = html! {
        (note)
        @if let Some(reply) = element.said_otherwise() { br; (named(&format!("stakeholder:{}", reply.by))) " said: “" (line(&reply.value)) "”" }
    };
    DiaryRow::new(title).when(addition.title(), None).note(note)
}

/// What holds if nobody answers, as the team reads it.
fn fallback_words(addition: Addition, fallback: &Fallback, when: &When) -> String {
    match (addition, &fallback.value) {
        (Addition::Link, Some(value)) => asked::line(addition, value, when),
        (_, Some(value)) => format!("{}, {}", asked::line(addition, value, when), fallback.mark.words()),
        (Addition::Measure, None) => "no measure is near enough to propose".to_owned(),
        (Addition::FollowUp, None) => "45 days after it is ready, once that day is known".to_owned(),
        (Addition::Baseline, None) => "to be read before it is delivered".to_owned(),
        (Addition::Outcome | Addition::Link | Addition::Owner, None) => "nothing to go by".to_owned(),
    }
}

/// What is kept of an element beside its words.
fn details(addition: Addition, value: &Value, when: &When) -> String {
    let day = |name: &str| value.text(name).parse().ok().map(|on| when.day(on));
    let more: Vec<String> = match addition {
        Addition::Outcome => vec![
            value.some(part::SITUATION).map(str::to_owned),
            value.some(part::FROM_WHEN).map(|from| format!("from {from}")),
        ],
        Addition::Measure => vec![
            value.some(part::TARGET).map(|target| format!("wanted {target}")),
            value.some(part::BETTER).map(|better| better_words(better).to_lowercase()),
            value.some(part::SOURCE).map(|source| format!("counted: {source}")),
        ],
        Addition::Baseline => vec![
            value.some(part::OF_MANY).map(|many| format!("n\u{a0}=\u{a0}{many}")),
            value.some(part::PERIOD).map(str::to_owned),
            day(part::COLLECTED_ON).map(|on| format!("collected {on}")),
        ],
        Addition::FollowUp => {
            vec![value.some(part::WORDS).and(day(part::ON)), value.some(part::METHOD).map(str::to_owned)]
        }
        Addition::Link | Addition::Owner => Vec::new(),
    }
    .into_iter()
    .flatten()
    .collect();
    if more.is_empty() { String::new() } else { format!("{}; ", more.join(", ")) }
}

pub(crate) fn better_words(better: &str) -> &'static str {
    business::Better::from_word(better).map_or("", business::Better::words)
}
