//! One line a habit of mail programs.

use super::{FoldedKind, Sent, fold};

fn new(text: &str) -> String {
    fold(text, Sent::Reply).new_text
}

fn folded(text: &str) -> Vec<(FoldedKind, String)> {
    fold(text, Sent::Reply).folded.into_iter().map(|one| (one.kind, one.text)).collect()
}

#[test]
fn the_marks_above_history_are_known_in_every_language_of_outlook() {
    for mark in [
        "-----Original Message-----",
        "-----Ursprüngliche Nachricht-----",
        "-----Message d'origine-----",
        "-----Mensaje original-----",
        "----- Original Message -----",
        "-------- Original-Nachricht --------",
    ] {
        assert_eq!(new(&format!("Yes.\n\n{mark}\nold\n\nolder")), "Yes.", "{mark}");
    }
    assert_eq!(new("Yes.\n\n----- note -----\nstays"), "Yes.\n\n----- note -----\nstays");
}

#[test]
fn header_lines_in_a_row_begin_history_and_one_alone_does_not() {
    for block in [
        "From: Anna <a@x.example>\nSent: Monday\nTo: Ben\nSubject: Course",
        "Von: Anna\nGesendet: Montag\nAn: Ben; Cleo;\n  Dora <d@x.example>\nCc: Emil\nBetreff: Kurs",
        "De : Anna\nEnvoyé : lundi\nÀ : Ben\nObjet : Cours",
        "De: Anna\nEnviado el: lunes\nPara: Ben\nAsunto: Curso",
        "*From:* Anna\n*Date:* Monday\n*To:* Ben\n*Subject:* Course",
        "________________________________\n\nFrom: Anna\nSent: Monday\nTo: Ben\nSubject: Course",
        "From:\tAnna\nTo:\tBen/LYON\nDate:\t19.11.2026\nSubject:\tCourse",
    ] {
        assert_eq!(new(&format!("Yes.\n\n{block}\n\nold")), "Yes.", "{block}");
    }
    let form = "From: plant 3\nTo: the office\nWish: a course\nSubject: welding";
    assert_eq!(new(form), form);
    let dates = "Date: 3 May\nFrom: nine o'clock\nTo: five o'clock";
    assert_eq!(new(dates), dates);
}

#[test]
fn an_introduction_goes_with_the_quotation_below_it() {
    for line in [
        "On Thu, Nov 19, 2026 at 10:20 AM Anna <a@x.example> wrote:",
        "On Thu, Nov 19, 2026 at 10:20 AM Anna with a long name <a@x.example>\nwrote:",
        "Am 19.11.2026 um 10:20 schrieb Anna <a@x.example>:",
        "Le jeu. 19 nov. 2026 à 10:20, Anna <a@x.example> a\u{a0}écrit\u{a0}:",
        "El jue, 19 nov 2026 a las 10:20, Anna (<a@x.example>) escribió:",
        "Anna <a@x.example> wrote on 19.11.2026 10:20:",
        "Op do 19 nov. 2026 om 10:20 schreef Anna <a@x.example>:",
        "Anna wrote:",
    ] {
        assert_eq!(new(&format!("Yes.\n\n{line}\n\n> old\n>\n> older\n\nAnd more.")), "Yes.\n\nAnd more.", "{line}");
    }
}

#[test]
fn the_line_above_an_introduction_stays_new() {
    for line in ["Nine people.", "On Monday we met."] {
        let text = format!("{line}\nOn Thu, 19 Nov 2026 at 10:20, Anna\n<a@x.example> wrote:\n> old");
        assert_eq!(new(&text), line);
    }
}

#[test]
fn history_without_marks_is_known_by_a_full_introduction_only() {
    assert_eq!(new("Yes.\n\nOn Thursday, 19 November 2026, 10:20, Anna <a@x.example> wrote:\nold\nolder"), "Yes.");
    let told = "As agreed:\nOn 19 November Anna wrote:\nplease wait";
    assert_eq!(new(told), told);
    let nothing_else = "On Thursday, 19 November 2026, 10:20, Anna <a@x.example> wrote:\nplease wait";
    assert_eq!(new(nothing_else), nothing_else);
}

#[test]
fn answers_between_quoted_lines_are_all_kept() {
    assert_eq!(new("> one?\n\nYes.\n\n> two?\n> three?\nNo.\n"), "Yes.\n\nNo.");
    let parts = folded("> one?\n\nYes.\n\n> two?\nNo.");
    assert_eq!(parts, [(FoldedKind::History, "> one?".to_owned()), (FoldedKind::History, "> two?".to_owned())]);
}

#[test]
fn a_forward_keeps_its_text_visible_with_its_head() {
    let gmail = "FYI\n\n---------- Forwarded message ---------\nFrom: Anna\nSubject: Course\n\nCan I?";
    let read = fold(gmail, Sent::Forward);
    assert_eq!(read.new_text, "FYI");
    assert_eq!(
        read.forwarded_text.as_deref(),
        Some("---------- Forwarded message ---------\nFrom: Anna\nSubject: Course\n\nCan I?")
    );
    let apple = fold(
        "See below.\n\nAnfang der weitergeleiteten Nachricht:\n\n> Von: Anna\n> Betreff: Kurs\n>\n> Darf ich?",
        Sent::Forward,
    );
    assert_eq!(
        apple.forwarded_text.as_deref(),
        Some("Anfang der weitergeleiteten Nachricht:\n\nVon: Anna\nBetreff: Kurs\n\nDarf ich?")
    );
    let outlook = fold("FYI\n\nFrom: Anna\nSent: Monday\nTo: Ben\nSubject: Course\n\nCan I?", Sent::Forward);
    assert_eq!(outlook.new_text, "FYI");
    assert!(outlook.forwarded_text.is_some_and(|text| text.ends_with("Can I?")));
}

#[test]
fn a_letter_pasted_below_nothing_is_what_it_is_about() {
    let pasted = "From: Anna\nSent: Monday\nTo: Ben\nSubject: Course\n\nCan I?";
    assert!(fold(pasted, Sent::Plain).forwarded_text.is_some());
    assert_eq!(fold(pasted, Sent::Reply).forwarded_text, None);
}

#[test]
fn signatures_are_folded_and_rules_in_a_text_are_not() {
    assert_eq!(folded("Yes.\n\n-- \nAnna\nOffice 3"), [(FoldedKind::Signature, "-- \nAnna\nOffice 3".to_owned())]);
    assert_eq!(new("Yes.\n--\nAnna"), "Yes.");
    let long = (0..30).map(|n| format!("line {n}")).collect::<Vec<_>>().join("\n");
    assert!(new(&format!("Yes.\n--\n{long}")).ends_with("line 29"));
    assert_eq!(new("Yes.\n-- \nAnna\n\n> old\n\nBelow."), "Yes.\n\nBelow.");
}

#[test]
fn what_a_phone_adds_is_a_signature() {
    for line in [
        "Sent from my iPhone",
        "Sent from Outlook for Android<https://aka.ms/AAb9ysg>",
        "Get Outlook for iOS <https://aka.ms/o0ukef>",
        "Von meinem iPhone gesendet",
        "Gesendet von meinem Galaxy",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
    ] {
        assert_eq!(new(&format!("Yes.\n\n{line}")), "Yes.", "{line}");
    }
    let sentence = "Sent from my side to you: please offer the course again before the year ends.";
    assert_eq!(new(sentence), sentence);
}

#[test]
fn nothing_is_lost_between_the_parts() {
    let text = "a\n\nOn 19.11.2026 10:20, Anna <a@x.example> wrote:\n> b\n\nc\n-- \nd\n\n-----Original Message-----\ne";
    let read = fold(text, Sent::Reply);
    let all = [vec![read.new_text], read.folded.into_iter().map(|one| one.text).collect()].concat().join("\n");
    for word in ["a", "> b", "c", "d", "e"] {
        assert!(all.lines().any(|line| line == word), "{word}");
    }
}
