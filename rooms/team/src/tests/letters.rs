use ground::events;
use web::Language;

use super::*;

const LETTERS: &str = "/settings/letters";

fn words() -> Wording {
    Wording {
        subject: "You will hear from us by {time}".to_owned(),
        greeting: "Hello {name},".to_owned(),
        text: "We have it.\n\nBy {time}.".to_owned(),
        closing: String::new(),
    }
}

/// A browser before pages that know the words we came with, and show a letter by its text.
async fn browser(ground: &TestGround, address: &str) -> Browser {
    let below = Below {
        came_with: |_| words(),
        letter: |sketch| maud::html! { p { "as read in " (sketch.language) ": " (sketch.words.text) } },
        ..Below::default()
    };
    Browser::above(ground, address, below).await
}

fn typed<'a>(version: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("language", "de"),
        ("version", version),
        ("subject", "Bis {Zeitpunkt}"),
        ("greeting", "Guten Tag {Name},"),
        ("text", text),
        ("closing", "Ihr Team {Team}"),
    ]
}

#[test]
fn a_team_chooses_its_words_language_by_language_and_may_go_back() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let of = async |language| {
            wordings::of(&mut ground.read().await.unwrap(), team.id, "acknowledgement", language).await.unwrap()
        };
        let mut browser = browser(&ground, &jonas.address).await;
        let page = browser.get(LETTERS).await;
        page.assert_shows("These are the words we came with.");
        page.assert_shows("as read in en: We have it.");
        browser.get("/settings/letters?language=de").await.assert_shows("{Zeitpunkt}");

        let saved = browser.post(LETTERS, &typed("0", "Wir haben es.\n\nBis {Zeitpunkt}.")).await;
        assert_eq!(saved.leads_to(), "/settings/letters?language=de", "{}", saved.body);
        let page = browser.get("/settings/letters?language=de").await;
        page.assert_shows("Version 1 is saved, in Deutsch.");
        page.assert_shows("as read in de: Wir haben es.");
        page.assert_shows("Back to the words we came with");
        assert_eq!(of("de").await.unwrap().closing, "Ihr Team {Team}");
        assert_eq!((of("en").await, of("fr").await), (None, None));

        let same = browser.post(LETTERS, &typed("1", "Wir haben es.\n\nBis {Zeitpunkt}.")).await;
        assert_eq!(same.status, StatusCode::SEE_OTHER);
        browser.get(LETTERS).await.assert_shows("Nothing was different");
        let late = browser.post(LETTERS, &typed("0", "Anders. Bis {Zeitpunkt}.")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let mut back = typed("1", "Anders. Bis {Zeitpunkt}.");
        back.push(("do", "back"));
        assert_eq!(browser.post(LETTERS, &back).await.status, StatusCode::SEE_OTHER);
        assert_eq!(of("de").await, None);
        let told = events::of(&mut ground.read().await.unwrap(), team.id, team.id).await.unwrap();
        assert_eq!(told.iter().filter(|event| event.kind == "letter.worded").count(), 2);
    });
}

#[test]
fn a_team_says_what_its_own_language_is() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let own = async || languages::of_team(&mut ground.read().await.unwrap(), team.id).await.unwrap();
        assert_eq!(own().await, Language::En);
        let mut browser = browser(&ground, &jonas.address).await;
        browser.get(LETTERS).await.assert_shows("value=\"en\" checked");
        for _ in 0..2 {
            let said = browser.post("/settings/letters/language", &[("spoken", "de")]).await;
            assert_eq!(said.leads_to(), LETTERS, "{}", said.body);
        }
        let page = browser.get(LETTERS).await;
        page.assert_shows("Nothing was different");
        page.assert_shows("value=\"de\" checked");
        assert_eq!(own().await, Language::De);
        let odd = browser.post("/settings/letters/language", &[("spoken", "la")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = events::of(&mut ground.read().await.unwrap(), team.id, team.id).await.unwrap();
        assert_eq!(told.iter().filter(|event| event.kind == "team.language-chosen").count(), 1);
        let mira = add(&ground, &team, "Mira Sandholt", Some(Role::Member), false).await;
        assert!(matches!(speak(&ground, &mira, Language::Fr).await, Err(Refused::NotYours(_))));
        let (_, ines) = found(&ground, harrow()).await.unwrap();
        let other = languages::of_team(&mut ground.read().await.unwrap(), ines.team).await.unwrap();
        assert_eq!(other, Language::En, "another team’s");
    });
}

#[test]
fn words_that_would_not_state_the_promise_are_not_taken() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = browser(&ground, &jonas.address).await;
        for (text, words) in [
            ("Bis bald.", "The promised time is missing. Write {Zeitpunkt}"),
            ("Bis {Zeit}.", "{Zeit} is not known. Did you mean {Zeitpunkt}?"),
            ("", "Write something here"),
        ] {
            let answer = browser.post(LETTERS, &typed("0", text)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
            answer.assert_shows(words);
            answer.assert_shows("id=\"f-text-e\"");
            let part = browser.post("/settings/letters/preview", &typed("0", text)).await;
            part.assert_shows("Mend what is marked");
        }
        let part = browser.post("/settings/letters/preview", &typed("0", "Bis {Zeitpunkt}.")).await;
        part.assert_shows("as read in de: Bis {Zeitpunkt}.");
        let mut tx = ground.read().await.unwrap();
        assert_eq!(wordings::of(&mut tx, team.id, "acknowledgement", "de").await.unwrap(), None);
        drop(tx);

        let mira = add(&ground, &team, "Mira Sandholt", Some(Role::Member), false).await;
        let by_mira = change_wording(&ground, &mira, "acknowledgement", "en", Some(words()), 0).await;
        assert!(matches!(by_mira, Err(Refused::NotYours(_))));
        let in_latin = change_wording(&ground, &jonas, "acknowledgement", "la", Some(words()), 0).await;
        assert!(matches!(in_latin, Err(Refused::ToMend { field: "language", .. })));
        assert_eq!(change_wording(&ground, &jonas, "acknowledgement", "en", Some(words()), 0).await.unwrap(), 1);
        let (_, ines) = found(&ground, harrow()).await.unwrap();
        let mut tx = ground.read().await.unwrap();
        assert_eq!(wordings::of(&mut tx, ines.team, "acknowledgement", "en").await.unwrap(), None, "another team’s");
    });
}
