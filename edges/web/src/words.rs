//! What people wrote, set apart from ours: quotes, conversations, letters.

use maud::{Markup, Render, html};

/// Plain text as paragraphs: an empty line parts them, a single line end stays a line end. Nothing in it is markup.
pub fn paragraphs(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n");
    let mut paragraphs: Vec<Vec<&str>> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim_end) {
        match (line.is_empty(), open, paragraphs.last_mut()) {
            (true, _, _) => open = false,
            (false, true, Some(paragraph)) => paragraph.push(line),
            (false, _, _) => {
                paragraphs.push(vec![line]);
                open = true;
            }
        }
    }
    html! { @for lines in &paragraphs { p { @for (place, line) in lines.iter().enumerate() { @if place > 0 { br; } (line) } } } }
}

/// The stakeholder's own words, untouched.
pub fn quote(text: &str) -> Markup {
    html! { blockquote class="words" { (paragraphs(text)) } }
}

/// Text in which the reference of a request, as R-114, stays on one line: browsers break lines at a hyphen before a digit too.
pub fn unbroken(text: &str) -> Markup {
    html! {
        @for (place, word) in text.split(' ').enumerate() {
            @if place > 0 { " " }
            @if has_reference(word) { span class="nowrap" { (word) } } @else { (word) }
        }
    }
}

/// Whether a word is a team's letters and a number, with the signs around it.
fn has_reference(word: &str) -> bool {
    let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    bare.split_once('-').is_some_and(|(letters, number)| {
        (1..=6).contains(&letters.len())
            && letters.bytes().all(|sign| sign.is_ascii_uppercase())
            && !number.is_empty()
            && number.bytes().all(|sign| sign.is_ascii_digit())
    })
}

/// The first letters of the first and last part of a name, for the round mark beside a message.
pub fn initials(name: &str) -> String {
    let mut parts = name.split_whitespace().filter_map(|part| part.chars().find(|sign| sign.is_alphanumeric()));
    let first = parts.next();
    first.into_iter().chain(parts.next_back()).flat_map(char::to_uppercase).collect()
}

/// Whose message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// A member of the team.
    Team,
    /// A stakeholder.
    Stakeholder,
    /// Offwheel itself: an acknowledgement.
    Machine,
}

/// One message of a conversation.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// Whose it is.
    pub from: From,
    /// Name that the mark is made from.
    pub name: &'a str,
    /// What stands as the name: the name, “You”, “Acknowledgement”.
    pub shown: &'a str,
    /// What stands beside the name: the time, “note for the team, …”.
    pub beside: Markup,
    /// The message.
    pub body: Markup,
}

impl Render for Message<'_> {
    fn render(&self) -> Markup {
        let (kind, who) = match self.from {
            From::Team => (None, None),
            From::Stakeholder => (None, Some("stakeholder")),
            From::Machine => (Some("auto"), None),
        };
        let mark = if self.from == From::Machine { "OW".to_owned() } else { initials(self.name) };
        html! {
            article class="message" data-kind=[kind] {
                span class="monogram" data-who=[who] aria-hidden="true" { (mark) }
                p class="message-head" { b { (self.shown) } " " (self.beside) }
                div class="message-body" { (self.body) }
            }
        }
    }
}

/// Messages in the order they were written.
pub fn conversation<'a>(messages: impl IntoIterator<Item = Message<'a>>) -> Markup {
    html! { div class="conversation" { @for message in messages { (message) } } }
}

/// A letter as it will be, or was, read.
#[derive(Debug, Clone)]
pub struct Mail<'a> {
    /// Reader.
    pub to: &'a str,
    /// Sender.
    pub from: &'a str,
    /// Subject, with the request's number at its end.
    pub subject: &'a str,
    /// The letter.
    pub body: Markup,
}

impl Render for Mail<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="mail" {
                dl class="mail-head" { dt { "To" } dd { (self.to) } dt { "From" } dd { (self.from) } dt { "Subject" } dd { b { (unbroken(self.subject)) } } }
                div class="mail-body small" { (self.body) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_stays_on_one_line_with_the_signs_around_it() {
        for (text, whole) in [
            ("Two ways  forward [R-104]", "Two ways  forward <span class=\"nowrap\">[R-104]</span>"),
            ("<b>LND-7, R-8.", "&lt;b&gt;LND-7, <span class=\"nowrap\">R-8.</span>"),
            ("As LND-7, say", "As <span class=\"nowrap\">LND-7,</span> say"),
        ] {
            assert_eq!(unbroken(text).into_string(), whole);
        }
        for plain in ["", "first-aid in 2026-11-30", "AGREEMENT-1", "R-1a R- -1 Covid-19", "well-known"] {
            assert_eq!(unbroken(plain).into_string(), plain);
        }
    }

    #[test]
    fn text_keeps_its_lines_and_is_never_markup() {
        assert_eq!(
            quote("\r\nHi,\r\nsend <b>dates</b> & more.\n\n\n\"Sixty\" people\n").into_string(),
            "<blockquote class=\"words\"><p>Hi,<br>send &lt;b&gt;dates&lt;/b&gt; &amp; more.</p><p>&quot;Sixty&quot; people</p></blockquote>"
        );
        assert_eq!(paragraphs(" \n\n").into_string(), "");
    }

    #[test]
    fn a_mark_is_made_of_first_and_last_name() {
        for (name, mark) in
            [("Ben Ruhl", "BR"), ("Øyvind de la Cruz", "ØC"), ("madonna", "M"), ("“Ada” (Lovelace)", "AL"), ("", "")]
        {
            assert_eq!(initials(name), mark);
        }
    }
}
