//! The questions about an order on the stakeholder's private page, phone first; the page itself is the desk's, as it knows the link.

use diagnosis::Reader;
use jiff::civil::Date;
use maud::{Markup, html};
use web::buttons::Button;
use web::forms::{Errors, Filled, Typed};
use web::lists::{DiaryRow, diary_unordered};
use web::notices::{Notice, Tone};
use web::promise::explain;
use web::when::When;

use crate::acts::LONGEST;
use crate::rules::{Addition, Value, part};
use crate::store::upgrade::{Asking, Reply};
use crate::upgrade::Upgrade;
use crate::{asked, say};

/// The field of where a measure is counted.
const COUNTED: &str = "measure-source";
/// The field of another day for the follow-up.
const OTHER_DAY: &str = "follow-up-other";
/// Yes to the follow-up where we named no day; where we did, yes is that day, as ISO text: the one that they saw, whatever is counted since.
const YES: &str = "yes";
const OTHER: &str = "other";

/// The title of the page of questions about an order.
pub fn additions_title(reader: &Reader<'_>) -> String {
    say::page_title(reader.when.language(), reader.topic)
}

/// On the private page: what is asked and waits for an answer, with the way there; nothing where nothing waits. `page` is the address of the
/// private page.
pub fn additions_notice(upgrade: &Upgrade, when: &When, page: &str) -> Markup {
    let language = when.language();
    let Some((asked, until_at)) = upgrade.waits_for() else { return html! {} };
    let latest =
        upgrade.askings.iter().rfind(|asking| asking.additions.iter().any(|addition| asked.contains(addition)));
    let Some(asking) = latest else { return html! {} };
    let title = say::ask_plain(language, asked.len(), asked::capital_number(asked.len(), language));
    let path = format!("{page}/additions/{}", asking.turn);
    let actions = html! { (Button::link(say::page_here(language), &path).small()) };
    html! { (Notice::new(Tone::Plain, &title).why(say::page_waits(language, when.full(until_at))).actions(actions)) }
}

/// The form as the stakeholder left it.
fn filled(asking: &Asking, upgrade: &Upgrade) -> Filled {
    let mut typed = Typed::default();
    for reply in replies(asking, upgrade).filter(|reply| reply.value.fills(reply.addition)) {
        let (addition, value) = (reply.addition, &reply.value);
        match addition {
            Addition::FollowUp if value.day().is_some() && value.day() == upgrade.known.follow_up_on => {
                typed.set(addition.field(), value.text(part::ON));
            }
            Addition::FollowUp => {
                typed.set(addition.field(), OTHER);
                typed.set(OTHER_DAY, value.some(part::WORDS).unwrap_or_else(|| value.text(part::ON)));
            }
            Addition::Measure => {
                typed.set(addition.field(), value.text(part::WORDS));
                typed.set(COUNTED, value.text(part::SOURCE));
            }
            Addition::Outcome | Addition::Link | Addition::Baseline | Addition::Owner => {
                typed.set(addition.field(), value.text(part::WORDS));
            }
        }
    }
    Filled { typed, errors: Errors::default() }
}

fn replies<'a>(asking: &'a Asking, upgrade: &'a Upgrade) -> impl Iterator<Item = &'a Reply> {
    let asked = asking.additions.iter().filter_map(|addition| upgrade.element(*addition));
    asked.filter_map(|element| element.reply.as_ref())
}

/// The questions of one asking, sent to `action`. `form` is what was typed, if it comes back to be mended.
pub fn additions_form(
    asking: &Asking,
    upgrade: &Upgrade,
    form: Option<&Filled>,
    reader: &Reader<'_>,
    action: &str,
) -> Markup {
    let language = reader.when.language();
    let kept = filled(asking, upgrade).in_language(language);
    let form = form.unwrap_or(&kept);
    let many = asking.additions.len();
    let title = say::ask_plain(language, many, asked::capital_number(many, language));
    let title = if reader.name.is_empty() { title } else { say::page_heading_named(language, title, reader.name) };
    let until = html! { b { (reader.when.full(asking.until_at)) } };
    html! {
        form class="stack" data-gap="l" method="post" action=(action) {
            (form.notice())
            div class="stack" { h1 { (title) } p class="lead" { (say::page_lead(language, reader.topic)) } }
            @for addition in &asking.additions { (of_one(*addition, upgrade, form, reader)) }
            div class="stack" data-gap="s" {
                div { (Button::submit(say::page_send(language)).primary().large()) }
                p class="small quiet" { (say::page_change(language)) " " (say::page_until_html(language, until)) }
            }
            (explain(say::page_why(language), &html! { p { (say::page_why_answer(language)) } }))
            p class="small quiet" { (say::page_anyone(language)) }
        }
    }
}

fn of_one(addition: Addition, upgrade: &Upgrade, form: &Filled, reader: &Reader<'_>) -> Markup {
    let (when, language, known) = (reader.when, reader.when.language(), &upgrade.known);
    let question = asked::question(addition, known, when);
    let open = say::page_open(language, asked::unanswered(addition, known, when));
    let field = form.field(addition.field(), &question).question();
    match addition {
        Addition::Outcome | Addition::Link => field.hint(open).area(),
        Addition::Measure => html! {
            (field.hint(open).text())
            (form.field(COUNTED, say::page_counted(language)).optional().hint(say::page_counted_hint(language)).text())
        },
        Addition::Baseline => field.hint(html! { (say::page_baseline_hint(language)) " " (open) }).text(),
        Addition::Owner => field.hint(html! { (say::page_owner_hint(language)) " " (open) }).text(),
        Addition::FollowUp => {
            let (yes, words) = match known.follow_up_on {
                Some(on) => (on.to_string(), say::page_yes_on(language, when.day(on))),
                None => (YES.to_owned(), say::page_yes(language).to_owned()),
            };
            html! {
                (form.choices(addition.field(), question).question().hint(open).option(&yes, words, None).option(OTHER, say::page_other_day(language), None))
                (form.field(OTHER_DAY, say::page_other_day_label(language)).optional().text())
            }
        }
    }
}

/// Reads [`additions_form`]: what was said to each question, nothing where it was left open.
pub fn additions_typed(typed: &Typed, asking: &Asking, reader: &Reader<'_>) -> Result<Vec<(Addition, Value)>, Errors> {
    let mut errors = typed.check();
    let mut said = Vec::with_capacity(asking.additions.len());
    for field in asking.additions.iter().map(|addition| addition.field()).chain([COUNTED, OTHER_DAY]) {
        errors.limit(typed, field, LONGEST);
    }
    for addition in &asking.additions {
        let words = typed.text(addition.field());
        let value = match addition {
            Addition::Outcome | Addition::Link | Addition::Baseline | Addition::Owner => Value::words(words),
            Addition::Measure => Value::words(words).with(part::SOURCE, typed.text(COUNTED)),
            Addition::FollowUp => follow_up(words, typed.text(OTHER_DAY), reader),
        };
        said.push((*addition, value));
    }
    errors.into_result()?;
    Ok(said)
}

/// The day that we named, or another in the stakeholder's words and as a day where it can be read as one.
fn follow_up(choice: &str, other: &str, reader: &Reader<'_>) -> Value {
    if let Ok(on) = choice.parse::<Date>() {
        return Value::default().with(part::ON, &on.to_string());
    }
    if choice == YES {
        return Value::words(say::page_yes(reader.when.language()));
    }
    let value = Value::words(other);
    match reader.when.parse_day(other) {
        Ok(on) if !other.is_empty() => value.with(part::ON, &on.to_string()),
        Ok(_) | Err(_) => value,
    }
}

/// Thanks for what was answered, and what they told us, each with a way to change it while they may.
pub fn additions_thanks(
    asking: &Asking,
    upgrade: &Upgrade,
    reader: &Reader<'_>,
    change: Option<&str>,
    back: &str,
) -> Markup {
    let language = reader.when.language();
    let title = if reader.name.is_empty() {
        say::thanks(language).to_owned()
    } else {
        say::thanks_named(language, reader.name)
    };
    let answered = replies(asking, upgrade).filter(|reply| reply.value.fills(reply.addition)).count();
    let open = asking.additions.len() - answered.min(asking.additions.len());
    let lead = match (answered, open) {
        (0, _) => say::thanks_nothing(language).to_owned(),
        (some, 0) => say::thanks_some(language, some, language.number(some)),
        (some, open) => {
            format!("{} {}", say::thanks_some(language, some, language.number(some)), say::thanks_open(language, open))
        }
    };
    let link = html! { a href=(back) { (say::thanks_link(language)) } };
    html! {
        div class="stack" data-gap="l" {
            div class="stack" { h1 { (title) } p class="lead" { (lead) } }
            (told(asking, upgrade, reader, change))
            p class="small quiet" { (say::thanks_close_html(language, link)) }
        }
    }
}

fn told(asking: &Asking, upgrade: &Upgrade, reader: &Reader<'_>, change: Option<&str>) -> Markup {
    let (when, language, known) = (reader.when, reader.when.language(), &upgrade.known);
    let rows = asking.additions.iter().map(|addition| {
        let question = asked::question(*addition, known, when);
        let reply = replies(asking, upgrade).find(|reply| reply.addition == *addition);
        let reply = reply.filter(|reply| reply.value.fills(*addition));
        let row = match reply {
            Some(reply) => DiaryRow::new(asked::line(*addition, &reply.value, when)).note(question),
            None => {
                DiaryRow::new(question).note(say::told_open(language, asked::unanswered(*addition, known, when)))
            }
        };
        match change {
            Some(path) => row.end(html! { a href=(path) { @if reply.is_some() { (say::told_change(language)) } @else { (say::told_add(language)) } } }),
            None => row,
        }
    });
    html! {
        section aria-labelledby="qt-1" { h2 id="qt-1" { (say::told_heading(language)) } (diary_unordered(rows)) }
        @if change.is_none() { (Notice::new(Tone::Plain, say::told_late(language)).why(say::told_late_why(language))) }
    }
}
