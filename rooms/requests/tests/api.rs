//! The API for requests over its router, on both engines.

use ground::Schema;
use ground::outbox::{self, Fate};
use ground::testing::{TestGround, on_each};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use team::Scope;
use team::testing::{Program, found};

const ROOMS: [Schema; 4] = [team::SCHEMA, blocks::SCHEMA, promises::SCHEMA, requests::SCHEMA];

/// A program of a team of its own.
struct Api(Program);

impl Api {
    async fn of(ground: &TestGround, slug: &str, scopes: &[Scope]) -> Self {
        Self(Program::of(ground, &found(ground, slug).await, scopes, requests::api::routes()).await)
    }

    async fn answer(&self, request: http::request::Builder, body: String) -> (StatusCode, Value) {
        let answered = self.0.answer(request, body).await;
        (answered.status, answered.told().1)
    }

    async fn post(&self, key: &str, body: &Value) -> (StatusCode, Value) {
        let request = Request::post("/api/v1/requests").header("content-type", "application/json");
        self.answer(request.header("idempotency-key", key), body.to_string()).await
    }

    async fn send(&self, path: &str, body: &Value) -> (u16, Value) {
        self.0.post(path, body.clone()).await
    }

    async fn get(&self, address: &str) -> (StatusCode, Value) {
        let path = address.trim_start_matches("http://127.0.0.1:4600");
        self.answer(Request::get(path), String::new()).await
    }
}

const BOTH: [Scope; 2] = [Scope::TakeIn, Scope::Read];

fn asking(text: &str) -> Value {
    json!({ "from": { "address": "karin@lindmoor.example", "name": "Karin" }, "subject": "Total-loss rule", "text": text })
}

#[test]
fn a_retry_is_answered_as_the_first_time_and_takes_nothing_in() {
    on_each(&ROOMS, |ground| async move {
        let api = Api::of(&ground, "one", &BOTH).await;
        let (created, first) = api.post("k1", &asking("We need training.")).await;
        let (again, second) = api.post("k1", &asking("We need training.")).await;
        assert_eq!((created, again), (StatusCode::CREATED, StatusCode::OK));
        assert_eq!(first, second);
        assert_eq!(first["promise"]["words"], "Thursday 26 November, 10:15 (Berlin)");
        let (refused, problem) = api.post("k1", &asking("Something else.")).await;
        assert_eq!(refused, StatusCode::CONFLICT);
        assert!(problem["detail"].as_str().unwrap().contains("Idempotency-Key"), "{problem}");
        let (_, list) = api.get("/api/v1/requests?limit=200").await;
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        assert_eq!(list["next"], Value::Null);
    });
}

#[test]
fn who_asks_is_written_to_in_the_language_that_was_said() {
    on_each(&ROOMS, |ground| async move {
        let api = Api::of(&ground, "one", &[Scope::TakeIn, Scope::Read, Scope::Work]).await;
        let (_, unsaid) = api.post("k1", &asking("We need training.")).await;
        assert_eq!(unsaid["language"], "en");
        let mut german = asking("Wir brauchen eine Schulung.");
        german["language"] = json!("de");
        let (_, taken) = api.post("k2", &german).await;
        assert_eq!(taken["promise"]["words"], "Donnerstag, 26. November, 10:15 (Berlin)");
        let path = format!("/api/v1/requests/{}/promise", taken["id"].as_str().unwrap());
        let request = Request::post(path).header("content-type", "application/json");
        let (_, promised) = api.answer(request, "{}".to_owned()).await;
        assert_eq!(promised, taken["promise"], "told as they read it, by whichever way");
        let (_, list) = api.get("/api/v1/requests").await;
        assert_eq!(
            [&list["items"][0]["language"], &list["items"][1]["language"]],
            ["de", "de"],
            "it is known of Karin now"
        );
        for wrong in ["tlh", "de-AT", ""] {
            german["language"] = json!(wrong);
            let (status, problem) = api.post("k3", &german).await;
            assert_eq!(status.as_u16(), 422);
            assert!(problem.to_string().contains("#/language"), "{problem}");
        }
    });
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    on_each(&ROOMS, |ground| async move {
        let api = Api::of(&ground, "one", &BOTH).await;
        for (body, status, says) in [
            (json!({ "from": { "address": "karin" }, "text": "x" }), 422, "from/address"),
            (json!({ "from": { "address": "k@l.example" }, "text": " " }), 422, "text"),
            (json!({ "from": { "address": "k@l.example" }, "text": "x", "zone": "Mars/Base" }), 409, "zone"),
            (json!({ "from": { "address": "k@l.example" } }), 422, "text"),
            (json!({ "from": { "address": "k@l.example" }, "text": "x", "rank": 1 }), 422, "rank"),
        ] {
            let (answered, problem) = api.post("k", &body).await;
            assert_eq!(answered.as_u16(), status, "{problem}");
            assert!(problem.to_string().contains(says), "{problem}");
        }
        let (status, _) = api.answer(Request::post("/api/v1/requests"), "{".to_owned()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        for address in ["?limit=0", "?limit=201", "?limit=many", "?after=nowhere", "?state=urgent"] {
            let (status, problem) = api.get(&format!("/api/v1/requests{address}")).await;
            assert!(status.is_client_error(), "{address}: {problem}");
        }
    });
}

#[test]
fn a_form_with_two_documents_is_refused_as_neither_may_get_lost() {
    on_each(&ROOMS, |ground| async move {
        let api = Api::of(&ground, "one", &BOTH).await;
        let part =
            |text| format!("--x\r\ncontent-disposition: form-data; name=\"document\"\r\n\r\n{}\r\n", asking(text));
        let send = async |parts: String| {
            let request = Request::post("/api/v1/requests").header("content-type", "multipart/form-data; boundary=x");
            api.answer(request, format!("{parts}--x--\r\n")).await
        };
        let (status, problem) = send(part("One.") + &part("Another.")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], "#/document", "{problem}");
        assert_eq!(api.get("/api/v1/requests").await.1["items"], json!([]));
        assert_eq!(send(part("One.")).await.0, StatusCode::CREATED);
    });
}

#[test]
fn what_is_like_a_request_is_told_to_its_own_team() {
    on_each(&ROOMS, |ground| async move {
        let api = Api::of(&ground, "one", &BOTH).await;
        let (_, first) = api.post("k1", &asking("The adjudicators need training on the new rule.")).await;
        let (_, second) = api.post("k2", &asking("Training for adjudicators on the rule.")).await;
        let path = |of: &Value| format!("/api/v1/requests/{}/similar", of["id"].as_str().unwrap());
        let (status, found) = api.get(&path(&second)).await;
        assert_eq!((status, &found["items"][0]["request"]["label"]), (StatusCode::OK, &json!("R-1")), "{found}");
        assert_eq!(found["items"][0]["request"]["id"], first["id"]);
        let likeness = found["items"][0]["likeness"].as_f64().unwrap();
        assert!(0.3 < likeness && likeness < 1.2, "{found}");
        let other = Api::of(&ground, "two", &BOTH).await;
        assert_eq!(other.get(&path(&second)).await.0, StatusCode::NOT_FOUND);
        assert_eq!(api.get("/api/v1/requests/nothing/similar").await.0, StatusCode::NOT_FOUND);
        let writer = Api::of(&ground, "three", &[Scope::TakeIn]).await;
        assert_eq!(writer.get(&path(&second)).await.0, StatusCode::FORBIDDEN);
    });
}

#[test]
fn pages_lead_to_each_request_once_and_to_no_other_team_s() {
    on_each(&ROOMS, |ground| async move {
        let api = Api::of(&ground, "one", &BOTH).await;
        let other = Api::of(&ground, "two", &BOTH).await;
        other.post("k", &asking("Not yours.")).await;
        for number in 0..7 {
            api.post(&format!("k{number}"), &asking("We need training.")).await;
        }
        let (mut address, mut numbers) = ("/api/v1/requests?limit=3".to_owned(), Vec::new());
        loop {
            let (_, page) = api.get(&address).await;
            numbers.extend(page["items"].as_array().unwrap().iter().map(|item| item["number"].as_i64().unwrap()));
            let Some(next) = page["next"].as_str() else { break };
            address = next.to_owned();
        }
        assert_eq!(numbers, [7, 6, 5, 4, 3, 2, 1]);
    });
}

#[test]
fn a_token_opens_what_its_scopes_say() {
    on_each(&ROOMS, |ground| async move {
        let reader = Api::of(&ground, "one", &[Scope::Read]).await;
        assert_eq!(reader.post("k", &asking("x")).await.0, StatusCode::FORBIDDEN);
        assert_eq!(reader.get("/api/v1/requests").await.0, StatusCode::OK);
        let nobody = Api(Program::stranger(&ground, requests::api::routes()));
        assert_eq!(nobody.get("/api/v1/requests").await.0, StatusCode::UNAUTHORIZED);
    });
}

const WORKS: [Scope; 3] = [Scope::TakeIn, Scope::Read, Scope::Work];

#[test]
fn a_letter_is_told_with_how_far_it_is_and_offered_again_unless_it_arrived() {
    on_each(&ROOMS, |ground| async move {
        let (api, other) = (Api::of(&ground, "one", &WORKS).await, Api::of(&ground, "two", &WORKS).await);
        let (_, request) = api.post("k1", &asking("We need training.")).await;
        let (_, letters) = api.get("/api/v1/letters").await;
        let letter = &letters["items"][0];
        assert_eq!((&letter["request"], &letter["kind"]), (&request["id"], &json!("acknowledgement")));
        assert_eq!((&letter["state"], &letter["to_address"]), (&json!("queued"), &json!("karin@lindmoor.example")));
        let path = format!("/letters/{}", letter["id"].as_str().unwrap());
        let (_, whole) = api.get(&format!("/api/v1{path}")).await;
        let text = whole["text"].as_str().unwrap();
        assert!(text.contains("(their private link)") && !text.contains("/s/"), "{text}");
        assert_eq!(other.get(&format!("/api/v1{path}")).await.0, StatusCode::NOT_FOUND, "another team’s");
        assert_eq!(other.get("/api/v1/letters").await.1["items"], json!([]));
        let reader = Api::of(&ground, "three", &BOTH).await;
        assert_eq!(reader.send(&format!("{path}/again"), &json!({})).await.0, 403);

        let settled = async |fate: Fate| {
            let leased = outbox::lease(&ground, 1, jiff::SignedDuration::from_secs(60)).await.unwrap().remove(0);
            outbox::settle(&ground, &leased, fate).await.unwrap();
        };
        assert_eq!(api.get("/api/v1/letters/not-through").await.1["items"], json!([]), "it is on its way");
        settled(Fate::Never("550 no such user".to_owned())).await;
        let (_, troubles) = api.get("/api/v1/letters/not-through").await;
        let trouble = &troubles["items"][0];
        assert_eq!((&trouble["state"], &trouble["told"]), (&json!("refused"), &json!("550 no such user")));
        assert_eq!(other.send(&format!("{path}/again"), &json!({})).await.0, 404);
        let (status, problem) = api.send(&format!("{path}/again"), &json!({ "address": "karin" })).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("#/address")));
        let (status, again) =
            api.send(&format!("{path}/again"), &json!({ "address": "karin.o@lindmoor.example" })).await;
        assert_eq!((status, &again["state"]), (200, &json!("queued")));
        assert_eq!((&again["to_address"], &again["tries"]), (&json!("karin.o@lindmoor.example"), &json!(0)));
        settled(Fate::Taken).await;
        let (_, sent) = api.get(&format!("/api/v1{path}")).await;
        assert!(sent["sent_at"].is_string() && sent["state"] == "sent", "{sent}");
        let (status, problem) = api.send(&format!("{path}/again"), &json!({})).await;
        assert!(status == 409 && problem["detail"].as_str().unwrap().contains("has taken this letter"), "{problem}");
        assert_eq!(api.send(&format!("{path}/setting-aside"), &json!({})).await.0, 409, "it arrived, so it stays sent");
    });
}

#[test]
fn what_was_said_elsewhere_joins_the_conversation_as_their_words() {
    on_each(&ROOMS, |ground| async move {
        let (api, other) = (Api::of(&ground, "one", &WORKS).await, Api::of(&ground, "two", &WORKS).await);
        let (_, request) = api.post("k1", &asking("We need training.")).await;
        let path = format!("/requests/{}/told", request["id"].as_str().unwrap());
        let told = json!({ "words": "Nine people.", "note": "By telephone.", "by": "jonas.feldt@one.example" });
        let (status, said) = api.send(&path, &told).await;
        let authors: Vec<_> =
            said["items"].as_array().unwrap().iter().map(|message| message["author"].clone()).collect();
        assert_eq!((status, authors.as_slice()), (201, &[json!("asked"), json!("stakeholder"), json!("note")][..]));
        assert_eq!(said["items"][1]["words"], "Nine people.");
        let (status, problem) = api.send(&path, &json!({ "words": " " })).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("#/words")));
        assert_eq!(other.send(&path, &json!({ "words": "Not yours." })).await.0, 404);
        assert_eq!(api.get("/api/v1/requests?state=over").await.1["items"], json!([]));
        let withdrawal = format!("/requests/{}/withdrawal", request["id"].as_str().unwrap());
        assert_eq!(api.send(&withdrawal, &json!({})).await.0, 200);
        assert_eq!(api.get("/api/v1/requests?state=over").await.1["items"][0]["id"], request["id"]);
        assert_eq!(api.get("/api/v1/requests?state=open").await.1["items"], json!([]));
    });
}
