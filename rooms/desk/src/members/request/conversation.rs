//! What was said: the stakeholder's words, our letters, and what the team noted for itself.

use ground::outbox::{Letter, State};
use jiff::Timestamp;
use maud::{Markup, html};
use requests::letters::ACKNOWLEDGEMENT;
use requests::{Attachment, Author, Message, MessageId};
use web::buttons::Button;
use web::forms::Filled;
use web::heads::section;
use web::promise::explain;
use web::words::{self, From, paragraphs, quote};

use super::gathered::Known;
use crate::members::OUTGOING;

/// What they asked for, as they said it.
pub(super) fn their_words(known: &Known) -> Markup {
    let title = format!("In {}’s words", known.entry.first_name());
    let asked: Vec<&Message> = known.messages.iter().filter(|message| message.author == Author::Asked).collect();
    let body = html! {
        @for message in &asked {
            @if message.words.trim().is_empty() { p class="quiet" { "They wrote no text; see what came with it." } } @else { (quote(&message.words)) }
            (beside(known, message))
        }
    };
    section("r-words", title, None, &body)
}

/// What was forwarded with a message, its files, and what was folded away.
fn beside(known: &Known, message: &Message) -> Markup {
    html! {
        @if !message.forwarded.trim().is_empty() {
            p class="small quiet" { "They forwarded:" }
            (quote(&message.forwarded))
        }
        (files(known, message.id))
        @if !message.folded.trim().is_empty() { (explain("Quoted text and signature", &paragraphs(&message.folded))) }
    }
}

fn files(known: &Known, message: MessageId) -> Markup {
    let files: Vec<&Attachment> = known.attachments.iter().filter(|file| file.message == message).collect();
    html! {
        @if !files.is_empty() {
            ul class="small" {
                @for file in files {
                    li { a href={ "/attachments/" (file.id) } download { (file.name) } " " span class="faint" { (size(file.size_bytes)) } }
                }
            }
        }
    }
}

/// “18 kB”, “2.4 MB”.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes}\u{a0}bytes"),
        1_000..1_000_000 => format!("{}\u{a0}kB", (bytes + 500) / 1_000),
        _ => format!("{}.{}\u{a0}MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// Something that was said after the request: by whom, when.
enum Said<'a> {
    Message(&'a Message),
    Letter(&'a Letter),
}

impl Said<'_> {
    fn at(&self) -> Timestamp {
        match self {
            Self::Message(message) => message.at,
            Self::Letter(letter) => letter.created_at,
        }
    }
}

/// The whole conversation, and the form that goes on with it.
pub(super) fn conversation(known: &Known) -> Markup {
    let messages = known.messages.iter().filter(|message| message.author != Author::Asked).map(Said::Message);
    let mut said: Vec<Said<'_>> = messages.chain(known.letters.iter().map(Said::Letter)).collect();
    said.sort_by_key(Said::at);
    let many = match said.len() {
        0 => "nothing yet".to_owned(),
        1 => "1 message".to_owned(),
        many => format!("{many} messages"),
    };
    let shown = said.iter().map(|said| match said {
        Said::Message(message) => of_message(known, message),
        Said::Letter(letter) => of_letter(known, letter),
    });
    let body = html! { (words::conversation(shown)) (reply(known)) };
    section("r-conv", "Conversation", Some(html! { (many) }), &body)
}

fn of_message<'a>(known: &'a Known, message: &'a Message) -> words::Message<'a> {
    let when = &known.plan.when;
    let at = when.moment_short(message.at);
    let author = message.author_id.and_then(|id| known.members.get(&id)).map(String::as_str);
    let (from, name, beside_name) = match message.author {
        Author::Asked | Author::Stakeholder => {
            let name = Some(message.author_name.as_str()).filter(|name| !name.is_empty());
            (From::Stakeholder, name.unwrap_or_else(|| known.entry.name()), at)
        }
        Author::Note => {
            let name = Some(message.author_name.as_str()).filter(|name| !name.is_empty()).or(author);
            (From::Team, name.unwrap_or("The team"), html! { "note for the team, " (at) })
        }
        Author::Machine => (From::Machine, "A machine’s mail", html! { (message.author_name) " " (at) }),
    };
    let body = html! { (paragraphs(&message.words)) (beside(known, message)) };
    words::Message { from, name, shown: name, beside: beside_name, body }
}

fn of_letter<'a>(known: &'a Known, letter: &'a Letter) -> words::Message<'a> {
    let at = known.plan.when.moment_short(letter.created_at);
    let is_acknowledgement = letter.kind == ACKNOWLEDGEMENT;
    let shown = if is_acknowledgement { "Acknowledgement" } else { &letter.from_name };
    let from = if letter.automatic { From::Machine } else { From::Team };
    // Signed by a member it is “Jonas Feldt, Learning at Lindmoor”.
    let name = letter.from_name.split(',').next().unwrap_or(&letter.from_name);
    let path = format!("{OUTGOING}/{}", letter.id);
    let beside = html! { (at) @if let Some(words) = state(known, letter) { ", " a href=(path) { (words) } } };
    words::Message { from, name, shown, beside, body: paragraphs(&letter.words) }
}

/// Where a letter stands, if that is worth a word.
fn state(known: &Known, letter: &Letter) -> Option<&'static str> {
    match letter.state {
        State::Sent => None,
        State::Queued | State::Leaving if known.is_demo => None,
        State::Queued | State::Leaving => Some("waiting for the mail server"),
        State::Refused => Some("did not reach them"),
        State::Returned => Some("came back"),
        State::SetAside => Some("set aside, not sent"),
    }
}

fn reply(known: &Known) -> Markup {
    let form = Filled::empty();
    let label = format!("Write to {}, or note something for the team", known.entry.first_name());
    html! {
        form class="stack" data-gap="s" method="post" action={ (known.entry.path()) "/messages" } {
            (form.field("reply", &label).placeholder("A question helps more than an apology").area())
            div class="actions" {
                (Button::submit("Send question").named("to", "stakeholder"))
                (Button::submit("Keep as team note").plain().named("to", "team"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_told_as_people_say_it() {
        for (bytes, words) in [
            (0, "0\u{a0}bytes"),
            (999, "999\u{a0}bytes"),
            (18_000, "18\u{a0}kB"),
            (2_449_000, "2.4\u{a0}MB"),
            (25_000_000, "25.0\u{a0}MB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
