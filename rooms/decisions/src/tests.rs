use ground::testing::{TestGround, on_each};
use ground::uuid::Uuid;
use ground::{Schema, events};
use http::StatusCode;
use serde_json::{Value, json};
use team::testing::{Answered, Browser, Program, found, thread};
use team::{Member, Scope};

use super::*;

const ROOMS: [Schema; 2] = [team::SCHEMA, SCHEMA];
const OK: StatusCode = StatusCode::OK;

async fn recorded(ground: &TestGround, who: &Member, new: NewDecision) -> Result<DecisionId, Refused> {
    let mut tx = ground.begin().await.unwrap();
    let id = record(&mut tx, who.team, who.actor(), new).await?;
    tx.commit().await.unwrap();
    Ok(id)
}

fn refresher() -> NewDecision {
    NewDecision::new("No refresher for the CRM", "Five of five know the tool. The form is long.", Driver::Data)
}

#[test]
fn a_decision_is_found_by_its_block_and_its_request_and_stands_there_once() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let request = thread(&ground, &who, "R-218", "CRM refresher").await;
        let id = DecisionId::new(ground.now());
        let new = NewDecision {
            id: Some(id),
            block: Some("a-block".into()),
            about: Some(request),
            review_on: Some("2026-12-18".parse().unwrap()),
            ..refresher()
        };
        for _again in 0..2 {
            assert_eq!(recorded(&ground, &who, new.clone()).await, Ok(id));
        }
        let mut tx = ground.read().await.unwrap();
        let decision = find(&mut tx, who.team, id).await.unwrap().unwrap();
        assert_eq!((decision.by, decision.at), (who.actor().to_string(), ground.now()));
        assert_eq!(in_block(&mut tx, who.team, "a-block").await.unwrap().len(), 1);
        assert_eq!(in_block(&mut tx, who.team, "another").await.unwrap(), []);
        assert_eq!(about(&mut tx, who.team, request).await.unwrap()[0].id, id);
        let happened = events::of(&mut tx, who.team, id).await.unwrap();
        assert_eq!(happened.len(), 1, "told once");
        let payload = happened[0].payload.to_string();
        assert!(payload.contains("\"driver\":\"data\"") && !payload.contains("refresher"), "no words: {payload}");
    });
}

#[test]
fn what_says_too_little_or_names_what_is_not_there_is_refused() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "harrow").await);
        let theirs = thread(&ground, &other, "R-1", "CRM refresher").await;
        let no_why = NewDecision { why: " ".into(), ..refresher() };
        assert_eq!(recorded(&ground, &who, no_why).await, Err(CannotRecord::NoWhy.into()));
        let passed = NewDecision { review_on: Some("2026-11-24".parse().unwrap()), ..refresher() };
        assert_eq!(recorded(&ground, &who, passed).await, Err(CannotRecord::ReviewPassed.into()));
        let today = NewDecision { review_on: Some("2026-11-25".parse().unwrap()), ..refresher() };
        assert!(recorded(&ground, &who, today).await.is_ok());
        let about = NewDecision { about: Some(theirs), ..refresher() };
        assert_eq!(recorded(&ground, &who, about).await, Err(Refused::NoRequest));
        let mut tx = ground.read().await.unwrap();
        assert_eq!(recent(&mut tx, who.team, None, None, 10).await.unwrap().len(), 1);
        assert_eq!(recent(&mut tx, other.team, None, None, 10).await.unwrap(), []);
    });
}

#[test]
fn the_log_pages_by_time_and_by_driver_without_losing_any() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let mut tx = ground.begin().await.unwrap();
        for number in 0..50 {
            let driver = if number % 10 == 0 { Driver::Urgency } else { Driver::Data };
            let new = NewDecision::new(format!("Choice {number}."), "So.", driver);
            record(&mut tx, who.team, who.actor(), new).await.unwrap();
        }
        tx.commit().await.unwrap();
        let browser = Browser::of(&ground, &who, routes()).await;
        let first = browser.get("/decisions").await.page;
        assert!(first.contains("45 of 50 rest on data."), "{first}");
        let next = first.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        let next = next.split('"').next().unwrap().replace("&amp;", "&");
        let second = browser.get(&next).await.page;
        for number in 0..50 {
            let words = format!("Choice {number}.");
            assert!(first.contains(&words) != second.contains(&words), "{words}");
        }
        let urgent = browser.get("/decisions?driver=urgency").await.page;
        assert!(urgent.contains("Choice 40.") && !urgent.contains("Choice 41."), "{urgent}");
    });
}

#[test]
fn one_is_noted_outside_a_block_and_the_form_sent_twice_notes_one() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        thread(&ground, &who, "R-218", "CRM refresher").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        assert!(browser.get("/decisions").await.page.contains("No decision yet"));
        let Answered { status, page: form, .. } = browser.get("/decisions/new").await;
        let id = form.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(status, OK);
        let Answered { status, page, .. } =
            browser.post("/decisions", &[("what", "No refresher"), ("request", "R-9")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["Say why", "Pick what drove it", "There is no request of this number", "No refresher"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let fields = [
            ("id", id),
            ("what", "No refresher"),
            ("why", "They know <it>."),
            ("driver", "hierarchy"),
            ("request", "r-218"),
            ("review_on", "2026-12-18"),
        ];
        for _again in 0..2 {
            let Answered { status, leads_to: to, .. } = browser.post("/decisions", &fields).await;
            assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, format!("/decisions/{id}").as_str()));
        }
        let Answered { status, page, .. } = browser.get(&format!("/decisions/{id}")).await;
        assert_eq!(status, OK);
        for words in [
            "No refresher",
            "They know &lt;it&gt;.",
            "hierarchy",
            "somebody senior wanted it",
            "Wednesday 25 November, 10:15",
            "by Jonas Feldt",
            "outside a block",
            "CRM refresher",
            "Friday 18 December",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let list = browser.get("/decisions").await.page;
        assert_eq!(list.matches("They know &lt;it&gt;.").count(), 1, "{list}");
        assert!(list.contains("To look at again") && list.contains("There is one so far."), "{list}");
        let past = [("what", "x"), ("why", "y"), ("driver", "data"), ("review_on", "2026-11-24")];
        let Answered { status, page, .. } = browser.post("/decisions", &past).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("one to come"), "{page}");
    });
}

#[test]
fn other_words_from_a_form_that_was_sent_are_kept_and_recorded_when_they_are_sent_again() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who, routes()).await;
        let id_in =
            |page: &str| page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let first = id_in(&browser.get("/decisions/new").await.page);
        let fields = |id: &str, what: &str| {
            [("id", id), ("what", what), ("why", "They know it."), ("driver", "data")]
                .map(|(n, v)| (n.to_owned(), v.to_owned()))
        };
        let send = async |id: &str, what: &str| {
            let fields = fields(id, what);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.post("/decisions", &fields).await
        };
        assert_eq!(send(&first, "No refresher").await.status, StatusCode::SEE_OTHER);
        // They go back in the browser, and write another in the form of the first.
        let Answered { status, page, .. } = send(&first, "No course on the form").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("stays as it is") && page.contains("value=\"No course on the form\""), "{page}");
        let second = id_in(&page);
        for _twice in 0..2 {
            let Answered { status, leads_to: to, .. } = send(&second, "No course on the form").await;
            assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("/decisions/{second}")));
        }
        let log = recent(&mut ground.read().await.unwrap(), who.team, None, None, 9).await.unwrap();
        let log: Vec<&str> = log.iter().map(|decision| decision.what.as_str()).collect();
        assert_eq!(log, ["No course on the form", "No refresher"]);
    });
}

#[test]
fn a_program_reads_the_log_and_writes_into_it() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let request = thread(&ground, &who, "R-218", "CRM refresher").await;
        let client = Program::of(&ground, &who, &[Scope::Read, Scope::Work], api::routes()).await;
        let sent = json!({ "what": "No refresher", "why": "They know it.", "driver": "data", "request": request });
        let (status, decision) = client.post("/decisions", sent.clone()).await;
        assert_eq!((status, &decision["driver"]), (201, &json!("data")), "{decision}");
        let path = format!("/decisions/{}", decision["id"].as_str().unwrap());
        assert_eq!(client.get(&path).await, (200, decision));
        client.post("/decisions", json!({ "what": "One more", "why": "So.", "driver": "volume" })).await;
        let (_, first) = client.get("/decisions?limit=1").await;
        assert_eq!(first["items"][0]["what"], "One more");
        let next = first["next"].as_str().unwrap().split("/api/v1").nth(1).unwrap().to_owned();
        let (_, second) = client.get(&next).await;
        assert_eq!((&second["items"][0]["what"], &second["next"]), (&json!("No refresher"), &Value::Null));
        let (_, data) = client.get("/decisions?driver=data").await;
        assert_eq!(data["items"].as_array().unwrap().len(), 1);
        let (mended, refused) = (422, 409);
        for (wrong, expected) in [
            (json!({ "what": "", "why": "So.", "driver": "data" }), mended),
            (json!({ "what": "No.", "why": "So.", "driver": "rank" }), mended),
            (json!({ "what": "No.", "why": "So.", "driver": "data", "request": Uuid::nil() }), refused),
            (json!({ "what": "No.", "why": "So.", "driver": "data", "review_on": "2026-11-24" }), refused),
            (json!({ "what": "No.", "why": "So.", "driver": "data", "also": 1 }), mended),
        ] {
            let (status, told) = client.post("/decisions", wrong.clone()).await;
            assert_eq!(status, expected, "{wrong}: {told}");
        }
        for wrong in ["?limit=0", "?driver=rank", "?after=x"] {
            let (status, _) = client.get(&format!("/decisions{wrong}")).await;
            assert_eq!(status, 422, "{wrong}");
        }
        let reader = Program::of(&ground, &who, &[Scope::Read], api::routes()).await;
        assert_eq!(reader.post("/decisions", sent).await.0, 403);
        let business = Program::of(&ground, &who, &[Scope::ReadBusiness], api::routes()).await;
        assert_eq!(business.get("/decisions").await.0, 403);
    });
}

#[test]
fn another_team_s_decision_is_not_there() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "harrow").await);
        let id = recorded(&ground, &who, refresher()).await.unwrap();
        let theirs = Browser::of(&ground, &other, routes()).await;
        assert_eq!(theirs.get(&format!("/decisions/{id}")).await.status, StatusCode::NOT_FOUND);
        assert!(!theirs.get("/decisions").await.page.contains("refresher"));
        let client = Program::of(&ground, &other, &[Scope::Read], api::routes()).await;
        assert_eq!(client.get(&format!("/decisions/{id}")).await.0, 404);
        let same = NewDecision { id: Some(id), ..NewDecision::new("Ours", "So.", Driver::Data) };
        assert_eq!(recorded(&ground, &other, same).await, Ok(id), "ids of two teams never meet");
        let mut tx = ground.read().await.unwrap();
        assert_eq!(find(&mut tx, who.team, id).await.unwrap().unwrap().what, "No refresher for the CRM");
    });
}
