use serde_json::{Value, json};
use team::Scope;

use super::*;

struct Api<'a> {
    story: &'a Story,
    token: String,
}

impl<'a> Api<'a> {
    async fn of(story: &'a Story, scopes: &[Scope]) -> Api<'a> {
        let ends_at = "2027-11-25T00:00:00Z".parse().unwrap();
        let actor = ground::Actor::Machine("test");
        let token = team::make_token(&story.ground, story.who.team, "test", scopes, ends_at, actor).await.unwrap();
        Api { story, token: token.text }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .header(CONTENT_TYPE, "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let shown = shown(&self.story.ground, request.body(body).unwrap()).await;
        (shown.status, serde_json::from_str(&shown.page).unwrap_or_default())
    }

    fn path(&self, below: &str) -> String {
        format!("/api/v1{}", self.story.path(below))
    }
}

#[test]
fn a_program_can_do_what_a_member_can() {
    story(|story| async move {
        let api = Api::of(&story, &[Scope::Read, Scope::Work]).await;
        let (status, asked) = api.ask(Method::GET, "/api/v1/diagnosis/questions", None).await;
        assert_eq!((status, asked.as_array().unwrap().len()), (OK, 14));
        for (question, word, evidence) in WORKED {
            let body = json!({ "fields": { "answer": word }, "evidence": evidence.as_str() });
            let (status, told) =
                api.ask(Method::PUT, &api.path(&format!("/answers/{}", question.code())), Some(body)).await;
            assert_eq!((status, &told["version"], &told["is_answered"]), (OK, &json!(1), &json!(true)), "{told}");
        }
        let gap = json!({ "fields": { "measure": "Dated next steps", "today": "62" } });
        api.ask(Method::PUT, &api.path("/answers/Q1"), Some(gap)).await;
        let (status, told) = api.ask(Method::GET, &api.path(""), None).await;
        assert_eq!((status, &told["recommendation"], &told["rule"]), (OK, &json!("not-training"), &json!(4)));
        assert_eq!(
            (&told["causes"][0]["cause"], &told["causes"][0]["because"][0]["answer"]),
            (&json!("PRC"), &json!("many_obstacles"))
        );
        assert_eq!(told["next_question"], "Q5");

        let body = json!({ "questions": ["Q6", "Q12"] });
        let (status, told) = api.ask(Method::POST, &api.path("/questions"), Some(body)).await;
        assert_eq!((status, &told["turn"]), (StatusCode::CREATED, &json!(1)));
        let body = json!({ "decision": "train", "why": "New people.", "driver": "urgency" });
        let (status, told) = api.ask(Method::PUT, &api.path("/decision"), Some(body)).await;
        assert_eq!((status, &told["decided"]["against"]), (OK, &json!("not-training")));
        let (status, told) = api.ask(Method::PUT, &api.path("/mandatory"), Some(json!({ "why": "A licence" }))).await;
        assert_eq!((status, &told["mandatory"]), (OK, &json!("A licence")));
        let body = json!({ "confirmed": ["PRC"], "note": "Seen." });
        let (status, _) = api.ask(Method::PUT, &api.path("/review"), Some(body.clone())).await;
        assert_eq!(status, StatusCode::CONFLICT, "not answered yet");
        story.answered().await;
        let (status, told) = api.ask(Method::PUT, &api.path("/review"), Some(body)).await;
        assert_eq!((status, &told["confirmed"]), (OK, &json!(["PRC"])));
        let (status, told) = api.ask(Method::GET, "/api/v1/diagnosis/calibration", None).await;
        assert_eq!((status, &told["bands"][0]["confirmed"]), (OK, &json!(1)));
    });
}

#[test]
fn what_is_wrong_is_told_at_its_place_and_nothing_is_kept() {
    story(|story| async move {
        let api = Api::of(&story, &[Scope::Read, Scope::Work]).await;
        let wrong = [
            (Method::PUT, "/answers/Q6", json!({ "fields": { "answer": "all" } }), 409),
            (Method::PUT, "/answers/Q6", json!({ "fields": { "measure": "x" } }), 409),
            (Method::PUT, "/answers/Q6", json!({ "fields": {}, "evidence": "sure" }), 422),
            (Method::PUT, "/answers/Q6", json!({ "fields": {} }), 409),
            (Method::PUT, "/answers/Q6", json!({ "fields": { "words": "x".repeat(5_001) } }), 422),
            (Method::PUT, "/answers/Q15", json!({ "fields": {} }), 404),
            (Method::POST, "/questions", json!({ "questions": [] }), 422),
            (Method::POST, "/questions", json!({ "questions": ["Q4"] }), 422),
            (Method::POST, "/questions", json!({ "questions": ["W"] }), 422),
            (Method::PUT, "/decision", json!({ "decision": "guess", "why": "So.", "driver": "data" }), 422),
            (Method::PUT, "/decision", json!({ "decision": "train", "driver": "data" }), 409),
            (Method::PUT, "/decision", json!({ "decision": "train", "why": "So." }), 409),
            (Method::PUT, "/review", json!({ "confirmed": ["XYZ"], "note": "So." }), 422),
            (Method::PUT, "/mandatory", json!({ "because": "So." }), 422),
        ];
        for (method, below, body, status) in wrong {
            let (got, told) = api.ask(method, &api.path(below), Some(body.clone())).await;
            assert_eq!(got.as_u16(), status, "{below} {body}: {told}");
        }
        assert!(story.case().await.answers.is_empty());
        let reads = Api::of(&story, &[Scope::Read]).await;
        let body = json!({ "fields": { "answer": "few_could" } });
        let (status, _) = reads.ask(Method::PUT, &api.path("/answers/Q6"), Some(body)).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        let unknown = format!("/api/v1/requests/{}/diagnosis", RequestId::new(story.ground.now()));
        let (status, _) = api.ask(Method::GET, &unknown, None).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    });
}
