use axum::Router;
use axum::body::{Body, to_bytes};
use ground::testing::{TestGround, on_each};
use ground::threads::{self, Thread};
use ground::uuid::Uuid;
use ground::{Ground, Schema, events};
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, LOCATION};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use team::{FirstPerson, Member, NewTeam, Scope};
use tower::ServiceExt;
use worktime::{Calendar, Turnaround};

use super::*;

const ROOMS: [Schema; 2] = [team::SCHEMA, SCHEMA];
const PASSWORD: &str = "a long way to the sea";
const OK: StatusCode = StatusCode::OK;

async fn found(ground: &TestGround, slug: &str) -> Member {
    let first = FirstPerson {
        name: "Aylin Korrey".into(),
        address: format!("aylin.korrey@{slug}.example"),
        password: Some(PASSWORD.into()),
    };
    let new = NewTeam {
        name: "Learning at Lindmoor".into(),
        slug: slug.into(),
        prefix: "R".into(),
        domains: vec![],
        calendar: Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap(),
        turnaround: Turnaround::business_hours(24),
        first,
    };
    team::found(ground, new).await.unwrap().1
}

/// The thread of a request, as requests open it.
async fn asked(ground: &TestGround, who: &Member, label: &str) -> Uuid {
    let mut tx = ground.begin().await.unwrap();
    let id = ground::new_uuid(ground.now());
    let thread = Thread {
        team: who.team,
        id,
        label: label.into(),
        title: "CRM refresher".into(),
        to_address: "ben.ruhl@lindmoor.example".into(),
        to_name: "Ben Ruhl".into(),
        from_name: "Learning at Lindmoor".into(),
        reply_tag: format!("tag{}", label.to_lowercase()),
        link: None,
    };
    threads::open(&mut tx, &thread).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn recorded(ground: &TestGround, who: &Member, new: NewDecision) -> Result<DecisionId, Refused> {
    let mut tx = ground.begin().await.unwrap();
    let id = record(&mut tx, who.team, who.actor(), new).await?;
    tx.commit().await.unwrap();
    Ok(id)
}

fn refresher() -> NewDecision {
    NewDecision::new("No refresher for the CRM", "Five of five know the tool. The form is long.", Driver::Data)
}

struct Browser {
    routes: Router,
    header: (http::HeaderName, String),
}

impl Browser {
    async fn of(ground: &TestGround, who: &Member) -> Self {
        let session = team::sign_in(ground, &who.address, PASSWORD).await.unwrap();
        let cookie = session.cookie(ground).unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
        Self { routes: Self::routes(ground), header: (COOKIE, cookie) }
    }

    async fn program(ground: &TestGround, who: &Member, scopes: &[Scope]) -> Self {
        let ends_at = ground.now().checked_add(jiff::SignedDuration::from_hours(24)).unwrap();
        let token = team::make_token(ground, who.team, "Log", scopes, ends_at, who.actor()).await.unwrap();
        Self { routes: Self::routes(ground), header: (AUTHORIZATION, format!("Bearer {}", token.text)) }
    }

    fn routes(ground: &TestGround) -> Router {
        let ground: Ground = (**ground).clone();
        routes().merge(api::routes()).with_state(ground)
    }

    async fn send(&self, method: &str, path: &str, kind: &str, body: String) -> (StatusCode, String, String) {
        let (name, value) = &self.header;
        let request = Request::builder().method(method).uri(path).header(name, value).header(CONTENT_TYPE, kind);
        let answer = self.routes.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status();
        let to = answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = to_bytes(answer.into_body(), 1_000_000).await.unwrap().to_vec();
        (status, to, String::from_utf8(body).unwrap())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let (status, _, page) = self.send("GET", path, "", String::new()).await;
        (status, page)
    }

    async fn post(&self, form: &[(&str, &str)]) -> (StatusCode, String, String) {
        let form = web::paging::with_query("", form);
        let form = form.trim_start_matches('?').to_owned();
        self.send("POST", "/decisions", "application/x-www-form-urlencoded", form).await
    }

    async fn post_json(&self, document: Value) -> (StatusCode, Value) {
        let (status, _, body) = self.send("POST", "/api/v1/decisions", "application/json", document.to_string()).await;
        (status, serde_json::from_str(&body).unwrap_or_default())
    }

    async fn get_json(&self, path: &str) -> (StatusCode, Value) {
        let (status, body) = self.get(path).await;
        (status, serde_json::from_str(&body).unwrap_or_default())
    }
}

#[test]
fn a_decision_is_found_by_its_block_and_its_request_and_stands_there_once() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let request = asked(&ground, &who, "R-218").await;
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
        let theirs = asked(&ground, &other, "R-1").await;
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
        let browser = Browser::of(&ground, &who).await;
        let (_, first) = browser.get("/decisions").await;
        assert!(first.contains("45 of 50 rest on data."), "{first}");
        let next = first.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        let next = next.split('"').next().unwrap().replace("&amp;", "&");
        let (_, second) = browser.get(&next).await;
        for number in 0..50 {
            let words = format!("Choice {number}.");
            assert!(first.contains(&words) != second.contains(&words), "{words}");
        }
        let (_, urgent) = browser.get("/decisions?driver=urgency").await;
        assert!(urgent.contains("Choice 40.") && !urgent.contains("Choice 41."), "{urgent}");
    });
}

#[test]
fn one_is_noted_outside_a_block_and_the_form_sent_twice_notes_one() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        asked(&ground, &who, "R-218").await;
        let browser = Browser::of(&ground, &who).await;
        assert!(browser.get("/decisions").await.1.contains("No decision yet"));
        let (status, form) = browser.get("/decisions/new").await;
        let id = form.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(status, OK);
        let (status, _, page) = browser.post(&[("what", "No refresher"), ("request", "R-9")]).await;
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
            let (status, to, _) = browser.post(&fields).await;
            assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, format!("/decisions/{id}").as_str()));
        }
        let (status, page) = browser.get(&format!("/decisions/{id}")).await;
        assert_eq!(status, OK);
        for words in [
            "No refresher",
            "They know &lt;it&gt;.",
            "hierarchy",
            "somebody senior wanted it",
            "Wednesday 25 November, 10:15",
            "by Aylin Korrey",
            "outside a block",
            "CRM refresher",
            "Friday 18 December",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let (_, list) = browser.get("/decisions").await;
        assert_eq!(list.matches("They know &lt;it&gt;.").count(), 1, "{list}");
        assert!(list.contains("To look at again") && list.contains("There is one so far."), "{list}");
        let past = [("what", "x"), ("why", "y"), ("driver", "data"), ("review_on", "2026-11-24")];
        let (status, _, page) = browser.post(&past).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("one to come"), "{page}");
    });
}

#[test]
fn other_words_from_a_form_that_was_sent_are_kept_and_recorded_when_they_are_sent_again() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let browser = Browser::of(&ground, &who).await;
        let id_in =
            |page: &str| page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let first = id_in(&browser.get("/decisions/new").await.1);
        let fields = |id: &str, what: &str| {
            [("id", id), ("what", what), ("why", "They know it."), ("driver", "data")]
                .map(|(n, v)| (n.to_owned(), v.to_owned()))
        };
        let send = async |id: &str, what: &str| {
            let fields = fields(id, what);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.post(&fields).await
        };
        assert_eq!(send(&first, "No refresher").await.0, StatusCode::SEE_OTHER);
        // They go back in the browser, and write another in the form of the first.
        let (status, _, page) = send(&first, "No course on the form").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("stays as it is") && page.contains("value=\"No course on the form\""), "{page}");
        let second = id_in(&page);
        for _twice in 0..2 {
            let (status, to, _) = send(&second, "No course on the form").await;
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
        let request = asked(&ground, &who, "R-218").await;
        let client = Browser::program(&ground, &who, &[Scope::Read, Scope::Work]).await;
        let sent = json!({ "what": "No refresher", "why": "They know it.", "driver": "data", "request": request });
        let (status, decision) = client.post_json(sent.clone()).await;
        assert_eq!((status, &decision["driver"]), (StatusCode::CREATED, &json!("data")), "{decision}");
        let path = format!("/api/v1/decisions/{}", decision["id"].as_str().unwrap());
        assert_eq!(client.get_json(&path).await, (OK, decision));
        client.post_json(json!({ "what": "One more", "why": "So.", "driver": "volume" })).await;
        let (_, first) = client.get_json("/api/v1/decisions?limit=1").await;
        assert_eq!(first["items"][0]["what"], "One more");
        let next = first["next"].as_str().unwrap().trim_start_matches("http://127.0.0.1:4600").to_owned();
        let (_, second) = client.get_json(&next).await;
        assert_eq!((&second["items"][0]["what"], &second["next"]), (&json!("No refresher"), &Value::Null));
        let (_, data) = client.get_json("/api/v1/decisions?driver=data").await;
        assert_eq!(data["items"].as_array().unwrap().len(), 1);
        let (mended, refused) = (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CONFLICT);
        for (wrong, expected) in [
            (json!({ "what": "", "why": "So.", "driver": "data" }), mended),
            (json!({ "what": "No.", "why": "So.", "driver": "rank" }), mended),
            (json!({ "what": "No.", "why": "So.", "driver": "data", "request": Uuid::nil() }), refused),
            (json!({ "what": "No.", "why": "So.", "driver": "data", "review_on": "2026-11-24" }), refused),
            (json!({ "what": "No.", "why": "So.", "driver": "data", "also": 1 }), mended),
        ] {
            let (status, told) = client.post_json(wrong.clone()).await;
            assert_eq!(status, expected, "{wrong}: {told}");
        }
        for wrong in ["?limit=0", "?driver=rank", "?after=x"] {
            let (status, _) = client.get_json(&format!("/api/v1/decisions{wrong}")).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        let reader = Browser::program(&ground, &who, &[Scope::Read]).await;
        assert_eq!(reader.post_json(sent).await.0, StatusCode::FORBIDDEN);
        let business = Browser::program(&ground, &who, &[Scope::ReadBusiness]).await;
        assert_eq!(business.get_json("/api/v1/decisions").await.0, StatusCode::FORBIDDEN);
    });
}

#[test]
fn another_team_s_decision_is_not_there() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "harrow").await);
        let id = recorded(&ground, &who, refresher()).await.unwrap();
        let theirs = Browser::of(&ground, &other).await;
        assert_eq!(theirs.get(&format!("/decisions/{id}")).await.0, StatusCode::NOT_FOUND);
        assert!(!theirs.get("/decisions").await.1.contains("refresher"));
        let client = Browser::program(&ground, &other, &[Scope::Read]).await;
        assert_eq!(client.get_json(&format!("/api/v1/decisions/{id}")).await.0, StatusCode::NOT_FOUND);
        let same = NewDecision { id: Some(id), ..NewDecision::new("Ours", "So.", Driver::Data) };
        assert_eq!(recorded(&ground, &other, same).await, Ok(id), "ids of two teams never meet");
        let mut tx = ground.read().await.unwrap();
        assert_eq!(find(&mut tx, who.team, id).await.unwrap().unwrap().what, "No refresher for the CRM");
    });
}
