//! The form of a team, and the receipt after it.

use super::*;

const FORM: &str = "/t/lindmoor/ask";

/// What somebody fills in, with the key that the form came with.
fn filled<'a>(key: &'a str, what: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("form", key),
        ("what", what),
        ("result", "Wrong decisions: 14 %, wanted 4 %"),
        ("fixed", "yes"),
        ("date", "2027-01-01"),
        ("name", "Karin Oldsted"),
        ("address", KARIN),
        ("audience", "40 adjudicators"),
        ("homepage", ""),
        ("zone", ""),
    ]
}

fn with<'a>(mut values: Vec<(&'a str, &'a str)>, name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    values.retain(|(known, _)| *known != name);
    values.push((name, value));
    values
}

#[test]
fn what_is_asked_is_promised_before_it_is_sent_and_after() {
    story(|story| async move {
        let mut karin = story.browser();
        let form = karin.get(FORM).await;
        form.assert_shows("If you send it now, you will hear from us by");
        form.assert_shows("Thursday 26 November, 10:15 (Berlin)");
        let sent = karin.post(FORM, &filled(&form.hidden("form"), NOTE)).await;
        assert_status(&sent, StatusCode::SEE_OTHER);
        let receipt = karin.get(sent.leads_to()).await;
        assert_status(&receipt, StatusCode::OK);
        receipt.assert_shows("We have your note, Karin.");
        receipt
            .assert_shows("<span>Thursday 26 November,</span> <span>10:15 <span class=\"zone\">(Berlin)</span></span>");
        receipt.assert_shows("Explain this date");
        receipt.assert_shows("R-1");
        let letters = story.letters().await;
        assert_eq!(letters.len(), 1);
        assert!(letters[0].subject.contains("Thursday 26 November, 10:15 (Berlin)"), "{}", letters[0].subject);
        let mut tx = story.ground.read().await.unwrap();
        let request = requests::readings::by_label(&mut tx, story.team.id, 1).await.unwrap().unwrap();
        assert_eq!(request.channel, Channel::Portal);
        assert_eq!(request.fixed_on.unwrap().to_string(), "2027-01-01");
        assert_eq!(request.audience.as_deref(), Some("40 adjudicators"));
    });
}

#[test]
fn the_receipt_promises_a_letter_where_one_can_leave() {
    story(|story| async move {
        for (teams, shown, hidden) in [
            (None, "We have written to the address you gave.", "No letter leaves here at the moment."),
            (Some([]), "No letter leaves here at the moment.", "We have written to the address you gave."),
        ] {
            teams.into_iter().for_each(|teams| story.ground.tell_exits(teams.into()));
            let mut karin = story.browser();
            let form = karin.get(FORM).await;
            let sent = karin.post(FORM, &filled(&form.hidden("form"), NOTE)).await;
            let receipt = karin.get(sent.leads_to()).await;
            receipt.assert_shows(shown);
            receipt.assert_hides(hidden);
            assert_eq!(receipt.body.contains("answers by mail"), shown.starts_with("We have"));
        }
    });
}

#[test]
fn the_same_form_sent_twice_is_taken_in_once_and_gets_the_same_receipt() {
    story(|story| async move {
        let mut karin = story.browser();
        let key = karin.get(FORM).await.hidden("form");
        let first = karin.post(FORM, &filled(&key, NOTE)).await;
        let second = karin.post(FORM, &filled(&key, NOTE)).await;
        assert_status(&second, StatusCode::SEE_OTHER);
        assert_eq!((story.requests().await, story.letters().await.len()), (1, 1));
        assert_eq!(first.leads_to(), second.leads_to());
        // Also by the way that the receipt offers.
        let receipt = karin.get(first.leads_to()).await;
        receipt.assert_shows(&format!("/t/lindmoor/ask?form={key}"));
        assert_eq!(karin.get(&format!("{FORM}?form={key}")).await.hidden("form"), key);
    });
}

#[test]
fn other_words_in_the_same_form_are_another_note() {
    story(|story| async move {
        let mut karin = story.browser();
        let key = karin.get(FORM).await.hidden("form");
        karin.post(FORM, &filled(&key, NOTE)).await;
        let corrected = karin.post(FORM, &filled(&key, "My 60 adjudicators need training.")).await;
        karin.get(corrected.leads_to()).await.assert_shows("R-2");
        assert_eq!(story.requests().await, 2, "nothing that was sent is dropped");
    });
}

#[test]
fn every_form_has_a_key_of_its_own() {
    story(|story| async move {
        let mut karin = story.browser();
        let (one, other) = (karin.get(FORM).await.hidden("form"), karin.get(FORM).await.hidden("form"));
        assert!(one.len() == 26 && one != other);
    });
}

#[test]
fn a_machine_that_fills_in_the_unseen_field_is_thanked_and_not_taken_in() {
    story(|story| async move {
        let mut machine = story.browser();
        let key = machine.get(FORM).await.hidden("form");
        let before = story.rows().await;
        let values = with(filled(&key, NOTE), "homepage", "https://spam.example");
        let thanked = machine.post(FORM, &values).await;
        assert_status(&thanked, StatusCode::OK);
        thanked.assert_shows("Thank you.");
        thanked.assert_hides("spam.example");
        assert_eq!(story.rows().await, before);
        // A person whose browser did it loses nothing.
        let again: Vec<(&str, &str)> = values.into_iter().filter(|(name, _)| *name != "homepage").collect();
        for (name, value) in &again {
            assert_eq!(thanked.hidden(name).replace("&amp;", "&"), *value);
        }
        assert_status(&machine.post(FORM, &again).await, StatusCode::SEE_OTHER);
    });
}

#[test]
fn what_is_to_mend_stands_at_its_field_with_every_word_kept() {
    story(|story| async move {
        let mut karin = story.browser();
        let key = karin.get(FORM).await.hidden("form");
        for (field, value, words) in [
            ("what", " ", "Write what you need, in a sentence or two"),
            ("address", "karin.oldsted@", "This is no complete mail address"),
            ("address", "", "Write your email address, so that we can answer"),
            ("date", "", "Write the date that can’t move"),
            ("date", "soon", "is not a day"),
            ("date", "2026-01-01", "has passed"),
        ] {
            let answer = karin.post(FORM, &with(filled(&key, NOTE), field, value)).await;
            assert_status(&answer, StatusCode::UNPROCESSABLE_ENTITY);
            answer.assert_shows("One thing to mend before this can be sent");
            answer.assert_shows(&format!("href=\"#f-{field}\""));
            assert!(
                answer.body.matches(words).count() >= 2,
                "“{words}” stands on top and at its field: {}",
                answer.body
            );
            answer.assert_shows("40 adjudicators");
            answer.assert_shows("Wrong decisions: 14 %, wanted 4 %");
            answer.assert_shows("value=\"Karin Oldsted\"");
            assert_eq!(answer.hidden("form"), key);
        }
        assert_eq!(story.requests().await, 0);
    });
}

#[test]
fn a_date_is_taken_although_nobody_ticked_that_there_is_one() {
    story(|story| async move {
        let mut karin = story.browser();
        let key = karin.get(FORM).await.hidden("form");
        for (fixed, expected) in [("", Some("2027-01-01")), ("yes", Some("2027-01-01")), ("no", None)] {
            let sent = karin.post(FORM, &with(filled(&key, &format!("{NOTE} {fixed}")), "fixed", fixed)).await;
            assert_status(&sent, StatusCode::SEE_OTHER);
            let mut tx = story.ground.read().await.unwrap();
            let newest = requests::readings::list(&mut tx, story.team.id, requests::View::All, None, 10).await.unwrap();
            assert_eq!(newest[0].fixed_on.map(|day| day.to_string()).as_deref(), expected, "{fixed}");
        }
    });
}

#[test]
fn a_file_comes_along_and_has_to_be_chosen_again_after_an_error() {
    story(|story| async move {
        let mut karin = story.browser();
        let key = karin.get(FORM).await.hidden("form");
        let values = with(filled(&key, NOTE), "address", "karin");
        let answer = karin.post_with_file(FORM, &values, "rule.pdf", b"%PDF").await;
        assert_status(&answer, StatusCode::UNPROCESSABLE_ENTITY);
        answer.assert_shows("Choose “rule.pdf” again");
        answer.assert_shows("<details class=\"explain\" open>");
        let sent = karin.post_with_file(FORM, &filled(&key, NOTE), "rule.pdf", b"%PDF").await;
        assert_status(&sent, StatusCode::SEE_OTHER);
        let twice = karin.post_with_file(FORM, &filled(&key, NOTE), "rule.pdf", b"%PDF").await;
        assert_eq!(sent.leads_to(), twice.leads_to());
        let mut tx = story.ground.read().await.unwrap();
        let request = requests::readings::by_label(&mut tx, story.team.id, 1).await.unwrap().unwrap();
        let files = requests::readings::attachments(&mut tx, story.team.id, request.id).await.unwrap();
        assert_eq!(
            files.iter().map(|file| (file.name.as_str(), file.size_bytes)).collect::<Vec<_>>(),
            [("rule.pdf", 4)]
        );
    });
}

#[test]
fn too_many_notes_from_one_place_wait_with_their_words_kept() {
    story(|story| async move {
        let mut somebody = story.browser();
        for number in 0..60 {
            let sent = somebody.post(FORM, &filled("", &format!("Note {number}"))).await;
            assert_status(&sent, StatusCode::SEE_OTHER);
        }
        let late = somebody.post(FORM, &filled("", "One note too many")).await;
        assert_status(&late, StatusCode::TOO_MANY_REQUESTS);
        late.assert_shows("send it again in a minute");
        late.assert_shows("One note too many</textarea>");
        assert!(late.header("retry-after").parse::<u64>().unwrap() >= 1);
        assert_eq!(story.requests().await, 60);
    });
}

#[test]
fn a_receipt_shows_no_private_link_and_nothing_that_was_known_before() {
    story(|story| async move {
        let (_, _) = story.karin_s().await;
        let mut stranger = story.browser();
        let key = stranger.get(FORM).await.hidden("form");
        let sent = stranger.post(FORM, &with(filled(&key, "Something else."), "name", "Nobody")).await;
        let receipt = stranger.get(sent.leads_to()).await;
        receipt.assert_shows("We have your note, Nobody.");
        receipt.assert_hides("Karin");
        receipt.assert_hides("/s/");
        let mut tx = story.ground.read().await.unwrap();
        let request = requests::readings::by_label(&mut tx, story.team.id, 2).await.unwrap().unwrap();
        drop(tx);
        let page = story.private_path(request.id).await;
        let token = page.trim_start_matches("/s/").to_owned();
        assert!(!sent.leads_to().contains(&token) && !receipt.body.contains(&token));
    });
}

#[test]
fn a_receipt_opens_for_a_day_and_can_not_be_made_up() {
    story(|story| async move {
        let mut karin = story.browser();
        let key = karin.get(FORM).await.hidden("form");
        let path = karin.post(FORM, &filled(&key, NOTE)).await.leads_to().to_owned();
        assert_status(&karin.get(&path).await, StatusCode::OK);
        for made_up in [path.replace("name=Karin", "name=Boss"), path.replace("/received/", "/received/0")] {
            assert_status(&karin.get(&made_up).await, StatusCode::NOT_FOUND);
        }
        let (other, _) = founded(&story.ground, "Harrow Academy", "harrow").await;
        assert_status(
            &karin.get(&path.replace("/t/lindmoor/", &format!("/t/{}/", other.slug))).await,
            StatusCode::NOT_FOUND,
        );
        story.ground.set("2026-11-26T09:14:59.999Z");
        assert_status(&karin.get(&path).await, StatusCode::OK);
        story.ground.set("2026-11-26T09:15:00Z");
        assert_status(&karin.get(&path).await, StatusCode::NOT_FOUND);
    });
}

#[test]
fn who_reads_in_another_zone_is_told_there() {
    story(|story| async move {
        let mut karin = story.browser();
        let form = karin.get(&format!("{FORM}?zone=America/New_York")).await;
        form.assert_shows("Thursday 26 November, 04:15 (New York)");
        let line = karin.get(&format!("{FORM}/promise?zone=Asia%2FTokyo")).await;
        line.assert_shows("If you send it now, you will hear from us by");
        line.assert_shows("Thursday 26 November, 18:15 (Tokyo)");
        let sent = karin.post(FORM, &with(filled(&form.hidden("form"), NOTE), "zone", "America/New_York")).await;
        karin.get(sent.leads_to()).await.assert_shows("04:15 <span class=\"zone\">(New York)</span>");
        let odd = karin.post(FORM, &with(filled("", "Another."), "zone", "Mars/Olympus")).await;
        karin.get(odd.leads_to()).await.assert_shows("(Berlin)");
    });
}

#[test]
fn a_team_that_is_not_there_has_no_form() {
    story(|story| async move {
        let mut karin = story.browser();
        assert_status(&karin.get("/t/nowhere/ask").await, StatusCode::NOT_FOUND);
        assert_status(&karin.post("/t/nowhere/ask", &filled("", NOTE)).await, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_form_the_receipt_and_the_letter_speak_the_language_that_was_chosen() {
    story(|story| async move {
        for (tag, heading, promised, receipt, subject) in [
            (
                "de",
                "Wobei können wir Ihnen helfen?",
                "hören Sie von uns bis <time class=\"moment\" datetime=\"2026-11-26T10:15+01:00\"><b>Donnerstag, 26. November, 10:15 (Berlin)</b></time>",
                "Ihre Nachricht ist bei uns, Karin.",
                "Sie hören bis Donnerstag, 26. November, 10:15 (Berlin) von uns",
            ),
            (
                "es",
                "¿En qué podemos ayudarle?",
                "<b>jueves, 26 de noviembre, 10:15 (Berlín)</b>",
                "Hemos recibido su mensaje, Karin.",
                "Tendrá noticias nuestras a más tardar el jueves, 26 de noviembre, 10:15 (Berlín)",
            ),
            (
                "fr",
                "En quoi pouvons-nous vous aider",
                "<b>jeudi 26 novembre à 10:15 (Berlin)</b>",
                "Nous avons bien reçu votre message, Karin.",
                "Vous aurez de nos nouvelles d’ici au jeudi 26 novembre à 10:15 (Berlin)",
            ),
        ] {
            let mut karin = story.browser();
            let form = karin.get(&format!("{FORM}?language={tag}")).await;
            form.assert_shows(&format!("<html lang=\"{tag}\""));
            form.assert_shows(heading);
            form.assert_shows(promised);
            assert_eq!(form.hidden("language"), tag);
            let address = format!("karin.{tag}@hollern.example");
            let key = form.hidden("form");
            let mut values = with(filled(&key, NOTE), "language", tag);
            values.retain(|(name, _)| *name != "address" && *name != "name");
            values.extend([("address", address.as_str()), ("name", "Karin Oldsted")]);
            let sent = karin.post(FORM, &values).await;
            let receipt_page = karin.get(sent.leads_to()).await;
            receipt_page.assert_shows(&format!("<html lang=\"{tag}\""));
            receipt_page.assert_shows(receipt);
            let letters = story.letters().await;
            let letter = letters.iter().find(|letter| letter.to_address == address).unwrap();
            assert!(letter.subject.starts_with(subject), "{tag}: {}", letter.subject);
            assert!(letter.html.contains(&format!("<html lang=\"{tag}\"")), "{}", letter.html);
        }
    });
}

#[test]
fn without_a_choice_the_form_speaks_the_language_of_the_browser() {
    story(|story| async move {
        let mut karin = story.browser();
        karin.get_reading(FORM, "nl, de-AT;q=0.9, en;q=0.5").await.assert_shows("<html lang=\"de\"");
        karin.get_reading(FORM, "nl").await.assert_shows("<html lang=\"en\"");
        let chosen = karin.get_reading(&format!("{FORM}?language=fr"), "de").await;
        chosen.assert_shows("<html lang=\"fr\"");
        chosen.assert_shows("lang=\"fr\" hreflang=\"fr\" aria-current=\"true\"");
        // What is to mend is told in the language of the form, and the form stays in it.
        let back = karin.post(FORM, &[("language", "de"), ("what", ""), ("address", "karin")]).await;
        back.assert_shows("Bitte korrigieren Sie noch zwei Angaben");
        back.assert_shows("Bitte schreiben Sie in ein, zwei Sätzen, was Sie brauchen");
        back.assert_shows("An diese E-Mail-Adresse können wir nicht schreiben");
        back.assert_shows("freiwillig");
    });
}
