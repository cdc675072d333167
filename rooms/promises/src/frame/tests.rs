use ground::links::LinkId;
use ground::{TeamId, new_uuid};

use super::*;

fn thread() -> Thread {
    let now: Timestamp = "2026-11-25T09:15:00Z".parse().unwrap();
    Thread {
        team: TeamId::new(now),
        id: new_uuid(now),
        label: "R-221".into(),
        title: "Training on the new total-loss rule".into(),
        to_address: "karin.oldsted@lindmoor.example".into(),
        to_name: "Karin Oldsted".into(),
        from_name: "Learning at Lindmoor".into(),
        reply_tag: "r221-4f7ck2m9".into(),
        link: Some(LinkId::new(now)),
    }
}

fn acknowledgement(thread: &Thread) -> Frame {
    let when = When::in_zone("Europe/Berlin", "2026-11-25T09:15:00Z".parse().unwrap()).unwrap();
    let due_at = "2026-11-26T10:15:00+01:00".parse().unwrap();
    Frame::new(thread, "You will hear from us by Thursday 26 November, 10:15 (Berlin)")
        .glimpse("We have your note about the new total-loss rule. A person will answer by Thursday 26 November, 10:15 (Berlin).")
        .words("We have your note about training on the new total-loss rule. A person will read it beside the goals and figures of Motor Claims.")
        .promised("You will hear from us by", &when, due_at)
        .words("One thing would help us, if you have a minute. Just reply to this mail:")
        .asked("If you asked five adjudicators what a right decision looks like under the new rule, how many would say the same?")
        .button(Button::to("See where it stands", ""))
        .quoted("Your words, R-221", "The new total-loss rule applies from 1 January. My 40 adjudicators need training on it, otherwise we will decide claims wrongly in the new year.")
        .note("The link is yours alone. This note was sent by machine so that you know at once; the answer will not be.")
}

#[test]
fn a_letter_as_text_reads_like_a_letter() {
    let expected = "\
Hello Karin,

We have your note about training on the new total-loss rule. A person will
read it beside the goals and figures of Motor Claims.

You will hear from us by

    Thursday 26 November, 10:15 (Berlin)

One thing would help us, if you have a minute. Just reply to this mail:

    If you asked five adjudicators what a right decision looks like under
    the new rule, how many would say the same?

See where it stands:
{private-link}

--
Learning at Lindmoor

Your words, R-221:
> The new total-loss rule applies from 1 January. My 40 adjudicators need
> training on it, otherwise we will decide claims wrongly in the new year.

The link is yours alone. This note was sent by machine so that you know at
once; the answer will not be.
";
    assert_eq!(acknowledgement(&thread()).text(), expected);
}

#[test]
fn the_html_says_the_same_and_loads_nothing() {
    let html = acknowledgement(&thread()).html();
    for part in [
        "<!DOCTYPE html><html lang=\"en\">",
        "<title>You will hear from us by Thursday 26 November, 10:15 (Berlin) [R-221]</title>",
        "A person will answer by Thursday 26 November, 10:15 (Berlin).</div>",
        "Hello Karin,",
        "Thursday 26 November, 10:15 <span style=\"font-size:17px;color:#5f574d;\">(Berlin)</span></h1>",
        "<a href=\"{private-link}\"",
        "Your words, R-221: “The new total-loss rule",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    for never in ["<script", "<img", " src=", "http://", "https://", "<form"] {
        assert!(!html.contains(never), "{never}");
    }
}

#[test]
fn the_draft_ends_its_subject_with_the_number_and_keeps_the_heart_for_the_conversation() {
    let draft = acknowledgement(&thread()).draft("acknowledgement");
    assert_eq!(draft.subject, "You will hear from us by Thursday 26 November, 10:15 (Berlin) [R-221]");
    assert!(
        draft.words.starts_with("We have your note") && draft.words.contains("by Thursday 26 November, 10:15 (Berlin)")
    );
    for not_heart in ["Hello", "private-link", "See where", "Your words"] {
        assert!(!draft.words.contains(not_heart), "{not_heart}");
    }
}

#[test]
fn words_of_people_are_never_markup() {
    let evil = "<b>&amp;</b> {private-link}\n\n\"two\"\r\nthree";
    let letter = Frame::new(&thread(), "a\r\nBcc: x@y.example").headline("<i>").words(evil).asked(evil).strong(evil);
    let letter = letter.listed([evil]).quoted("Your words", evil).note(evil).signed("<i>Dana</i>");
    let html = letter.html();
    assert!(!html.contains("<b>&amp;amp;") && !html.contains("<i>") && html.contains("&lt;b&gt;&amp;amp;&lt;/b&gt;"));
    assert!(html.contains("&quot;two&quot;<br>three"), "{html}");
    assert_eq!(letter.subject(), "a Bcc: x@y.example [R-221]");
    assert!(!letter.preview().into_string().contains("<i>"));
}

#[test]
fn words_that_look_like_the_private_link_are_not_filled_in() {
    let letter =
        Frame::new(&thread(), "Subject").words("My {private-link} please").quoted("Your words", "{private-link}");
    assert!(!letter.text().contains("{private-link}") && !letter.html().contains("{private-link}"));
    assert!(!letter.draft("answer").words.contains("{private-link}"));
    assert!(letter.text().contains("{private‑link}"), "it stays readable");
}

#[test]
fn without_a_private_link_there_is_no_button() {
    let letter = acknowledgement(&Thread { link: None, ..thread() });
    assert!(!letter.text().contains("See where it stands") && !letter.html().contains("See where it stands"));
    assert!(letter.preview().into_string().contains("See where it stands"), "the preview shows what is meant");
}

#[test]
fn buttons_to_one_place_are_one_address_in_the_text() {
    let buttons =
        [Button::to("Yes, Tuesday is fine", "/promise"), Button::to("No, I need it on Friday", "/promise").quiet()];
    let text = Frame::new(&thread(), "May we?").buttons(buttons).text();
    assert!(text.contains("Yes, Tuesday is fine  /  No, I need it on Friday:\n{private-link}/promise\n"), "{text}");
}

#[test]
fn cards_set_several_ways_apart() {
    let card = |label: &str, is_recommended| Card {
        label: label.into(),
        title: "Settle the standard, then practise on cases".into(),
        words: "Ready by Tue 22 December in 85 of 100.".into(),
        is_recommended,
        button: Some(Button::to("Choose it", "/options/2")),
    };
    let letter = Frame::new(&thread(), "Two ways")
        .headline("Two ways")
        .card(card("Option 1", false))
        .card(card("Option 2", true));
    let text = letter.text();
    assert!(text.starts_with("Two ways\n\nHello Karin,\n\nOption 1: Settle"), "{text}");
    assert!(
        text.contains("Option 2, the one we recommend: Settle") && text.contains("   {private-link}/options/2"),
        "{text}"
    );
    let html = letter.html();
    assert!(
        html.contains("<h1")
            && html.contains("border:2px solid #0f5761")
            && html.contains("href=\"{private-link}/options/2\"")
    );
}

#[test]
fn somebody_without_a_name_is_greeted_too() {
    let letter = Frame::new(&Thread { to_name: String::new(), ..thread() }, "Subject").words("Words.");
    assert!(letter.text().starts_with("Hello,\n\nWords.\n\n--\nLearning at Lindmoor\n"));
    assert!(letter.preview().into_string().contains("<dd>karin.oldsted@lindmoor.example</dd>"));
}

#[test]
fn long_lines_break_at_blanks_and_addresses_never() {
    let long = "word ".repeat(40) + &"x".repeat(120);
    let text = Frame::new(&thread(), "Subject").words(long).signed("Dana").text();
    let lines: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
    assert!(lines.iter().all(|length| *length <= 76 || *length == 120), "{lines:?}");
}
