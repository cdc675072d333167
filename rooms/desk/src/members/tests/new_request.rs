use super::*;

const FORM: [(&str, &str); 5] = [
    ("who", "Luca Ferrant, luca.ferrant@lindmoor.example"),
    ("words", "Something short for the brokers’ evening?"),
    ("when", "Wednesday 25 November, 10:00"),
    ("where", "in person"),
    ("send", "on"),
];

fn with(mut values: Vec<(&'static str, String)>, name: &'static str, value: &str) -> Vec<(&'static str, String)> {
    values.retain(|(known, _)| *known != name);
    values.push((name, value.to_owned()));
    values
}

fn form() -> Vec<(&'static str, String)> {
    FORM.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn pairs<'a>(values: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn what_was_asked_in_person_counts_from_when_it_was_asked_and_is_acknowledged() {
    story(|story| async move {
        story.reserve_daily().await;
        let mut jonas = story.jonas().await;
        let empty = jonas.opens("/requests/new").await;
        empty.assert_shows("Once it says who asked and when");
        let key = empty.hidden("key");
        assert!(key.len() > 20, "{key}");

        let shown = jonas.post("/requests/new", &pairs(&with(form(), "then", "show"))).await;
        assert_eq!(shown.status, StatusCode::OK);
        shown.assert_shows("Luca will hear from us by").assert_shows("Thursday 26 November,").assert_shows(
            "It joins today’s block at 11:30 as the first request. Tomorrow’s block would be too late for it.",
        );
        assert!(shown.body.contains("Something short for the brokers’ evening?"), "the words are still there");
        let part = jonas.post("/requests/new/preview", &pairs(&form())).await;
        part.assert_shows("It joins today’s block at 11:30").assert_hides("<html");

        let values = with(form(), "key", &key);
        let request = jonas.does("/requests/new", &pairs(&values)).await;
        request
            .assert_shows("Taken in as R-1.")
            .assert_shows("Luca will hear from us by Thursday 26 November, 10:00 (Berlin).")
            .assert_shows("Something short for the brokers’ evening?")
            .assert_shows("note for the team")
            .assert_shows("Asked in person.")
            .assert_shows("came by typed in")
            .assert_shows("Acknowledgement");

        let again = jonas.does("/requests/new", &pairs(&values)).await;
        again.assert_shows("This was taken in before, as R-1.");
        let other = jonas.post("/requests/new", &pairs(&with(values, "words", "Something else."))).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        other.assert_shows("sent once before, with other words").assert_shows("Something else.");
        assert_ne!(other.hidden("key"), key, "a new form");
    });
}

#[test]
fn without_the_tick_nobody_is_written_to_and_the_promise_is_given_all_the_same() {
    story(|story| async move {
        let mut jonas = story.jonas().await;
        let mut values = form();
        values.retain(|(name, _)| *name != "send");
        let request = jonas.does("/requests/new", &pairs(&values)).await;
        request.assert_hides("Acknowledgement");
        let mut tx = story.ground.read().await.unwrap();
        let owed = promises::owed_next(&mut tx, story.jonas.team, None, 9).await.unwrap();
        assert_eq!(owed.iter().map(|owed| story.ground.now() <= owed.due_at).collect::<Vec<_>>(), [true]);
    });
}

#[test]
fn what_can_not_be_read_is_said_at_its_field_and_the_text_is_still_there() {
    story(|story| async move {
        let mut jonas = story.jonas().await;
        for (name, value, words) in [
            ("who", "", "Write who asked"),
            ("who", "Nobody Known", "Nobody here is called that yet"),
            ("who", "nora@", "address"),
            ("words", " ", "Write what they said"),
            ("when", "some day", "Write"),
            ("when", "26.11.2026 09:00", "That is still to come"),
        ] {
            let answer = jonas.post("/requests/new", &pairs(&with(form(), name, value))).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
            answer.assert_shows(words);
            if name != "words" {
                answer.assert_shows("Something short for the brokers’ evening?");
            }
        }
        jonas.opens("/requests?state=all").await.assert_shows("Nothing here yet");
    });
}

#[test]
fn another_open_request_of_the_same_person_is_shown_and_can_be_added_to() {
    story(|story| async move {
        let known = story.asks("Luca Ferrant", "Fleet tariff, what changes.").await;
        let mut jonas = story.jonas().await;
        let shown = jonas.post("/requests/new", &pairs(&with(form(), "then", "show"))).await;
        shown.assert_shows("Another request of theirs is open").assert_shows("Add to R-1 instead");
        let join = known.request.to_string();
        let request = jonas.does("/requests/new", &pairs(&with(form(), "join", &join))).await;
        request.assert_shows("Added to R-1.").assert_shows("Something short for the brokers’ evening?");
        assert_eq!(jonas.opens("/requests?state=all").await.requests(), [known.request]);
        let taken = jonas.does("/requests/new", &pairs(&form())).await;
        taken.assert_shows("Taken in as R-2.").assert_shows("R-1 from the same person is open as well");

        let karin = story.asks("Karin Oldsted", "The new rule.").await.request.to_string();
        let foreign = jonas.post("/requests/new", &pairs(&with(form(), "join", &karin))).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "not another person's request");
    });
}
