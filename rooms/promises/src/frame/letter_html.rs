//! A letter as HTML: tables and inline style, since mail programs know little else; nothing is loaded from anywhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Button, Card, Foot, Frame, Part, plain};
use crate::say;

const SANS: &str = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const SERIF: &str = "font-family:Georgia,'Times New Roman',serif;";
const SMALL: &str = "font-size:14px;line-height:21px;color:#5f574d;";
const READING: &str = "font-size:17px;line-height:27px;color:#2b2620;";
const SHEET: &str = "max-width:560px;background-color:#fffefa;border:1px solid #e2dccf;border-radius:12px;";
const HIDDEN: &str = "display:none;max-height:0;overflow:hidden;";

pub(super) fn write(letter: &Frame) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(letter.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (letter.subject()) }
            }
            body style="margin:0;padding:0;background-color:#f6f3ec;" {
                @if !letter.glimpse.is_empty() { div role="note" style=(HIDDEN) { (letter.glimpse) } }
                div role="main" { (table("width:100%;background-color:#f6f3ec;", &html! {
                    tr { td align="center" style="padding:28px 14px;" { (table(SHEET, &sheet(letter))) } }
                })) }
            }
        }
    };
    page.into_string()
}

fn sheet(letter: &Frame) -> Markup {
    html! {
        tr { td style="padding:28px 28px 8px;" { p style={ "margin:0;" (SANS) (SMALL) } { (letter.thread.from_name) } } }
        tr { td style="padding:8px 28px 10px;" { @for part in &letter.body { (piece(letter, part)) } } }
        @if !letter.foot.is_empty() {
            tr { td style="padding:18px 28px 26px;border-top:1px solid #e2dccf;" {
                @for (place, foot) in letter.foot.iter().enumerate() { (foot_piece(letter, foot, place == 0)) }
            } }
        }
    }
}

fn table(style: &str, rows: &Markup) -> Markup {
    html! { table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style=(style) { (rows) } }
}

fn piece(letter: &Frame, part: &Part) -> Markup {
    html! {
        @match part {
            Part::Headline(words) => h1 style={ "margin:2px 0 20px;font-weight:normal;" (SERIF) "font-size:26px;line-height:34px;color:#0f4f57;" } { (words) },
            Part::Greeting(words) | Part::Signed(words) => (reading(words)),
            Part::Words(words) | Part::Asked(words) => @for paragraph in paragraphs(words) { (reading(&paragraph)) },
            Part::Strong(words) => @for paragraph in paragraphs(words) {
                p style={ "margin:0 0 16px;" (SERIF) (READING) } { b { (lines(&paragraph)) } }
            },
            Part::Promised { label, time, place } => {
                @if !label.is_empty() { p style={ "margin:0;" (SANS) (SMALL) } { (label) } }
                (instant(letter, time, place))
            },
            Part::Listed(items) => ol style={ "margin:0 0 16px;padding-left:24px;" (SERIF) (READING) } { @for item in items { li { (lines(item)) } } },
            Part::Card(card) => (card_piece(letter, card)),
            Part::Buttons(buttons) => @for button in buttons { (button_piece(letter, button)) },
        }
    }
}

/// The instant is the headline of a letter that has no other.
fn instant(letter: &Frame, time: &str, place: &str) -> Markup {
    let style = format!("margin:2px 0 22px;font-weight:normal;{SERIF}font-size:26px;line-height:34px;color:#0f4f57;");
    let inside = html! { (time) " " span style="font-size:17px;color:#5f574d;" { (place) } };
    let headlines = letter.body.iter().filter(|part| matches!(part, Part::Headline(_) | Part::Promised { .. })).count();
    html! { @if headlines == 1 { h1 style=(style) { (inside) } } @else { p style=(style) { (inside) } } }
}

fn reading(words: &str) -> Markup {
    html! { p style={ "margin:0 0 16px;" (SERIF) (READING) } { (lines(words)) } }
}

fn card_piece(letter: &Frame, card: &Card) -> Markup {
    let frame = if card.is_recommended { "2px solid #0f5761" } else { "1px solid #cfc7b7" };
    let inside = html! {
        tr { td style={ "padding:16px 18px;border:" (frame) ";border-radius:10px;" } {
            p style={ "margin:0;" (SANS) (SMALL) } {
                @if card.is_recommended { b style="color:#0f4f57;" { (super::labelled(card, letter.language)) } } @else { (card.label) }
            }
            p style={ "margin:2px 0 6px;" (SERIF) "font-size:19px;line-height:26px;color:#2b2620;" } { (card.title) }
            @for paragraph in paragraphs(&card.words) { p style={ "margin:0 0 12px;" (SANS) (SMALL) } { (lines(&paragraph)) } }
            @if let Some(button) = &card.button { (button_piece(letter, button)) }
        } }
    };
    table("margin:0 0 12px;", &inside)
}

fn button_piece(letter: &Frame, button: &Button) -> Markup {
    let (cell, ink, padding) = match button.quiet {
        true => ("background-color:#fffefa;border:1px solid #8d8474;", "#2b2620", "11px 19px"),
        false => ("background-color:#0f5761;", "#ffffff", "12px 20px"),
    };
    html! {
        @if let Some(address) = plain::leads(letter, button) {
            table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;" { tr {
                td style={ "border-radius:8px;" (cell) } {
                    a href=(address) style={ "display:inline-block;padding:" (padding) ";" (SANS) "font-size:15px;line-height:20px;font-weight:600;color:" (ink) ";text-decoration:none;" } { (button.word) }
                }
            } }
        }
    }
}

fn foot_piece(letter: &Frame, foot: &Foot, is_first: bool) -> Markup {
    let margin = if is_first { "margin:0;" } else { "margin:10px 0 0;" };
    html! {
        p style={ (margin) (SANS) (SMALL) } {
            @match foot {
                Foot::Quoted { label, words } => (say::quoted_html(letter.language, label, lines(words.trim()))),
                Foot::Note(sentence) => (sentence),
            }
        }
    }
}

/// The paragraphs of a text: an empty line parts them.
fn paragraphs(text: &str) -> Vec<String> {
    let normal = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in normal.lines().map(str::trim_end) {
        match (line.trim().is_empty(), open, paragraphs.last_mut()) {
            (true, _, _) => open = false,
            (false, true, Some(paragraph)) => {
                paragraph.push('\n');
                paragraph.push_str(line);
            }
            (false, _, _) => {
                paragraphs.push(line.to_owned());
                open = true;
            }
        }
    }
    paragraphs
}

/// A text whose line ends stay.
fn lines(text: &str) -> Markup {
    html! { @for (place, line) in text.lines().enumerate() { @if place > 0 { (PreEscaped("<br>")) } (line) } }
}
