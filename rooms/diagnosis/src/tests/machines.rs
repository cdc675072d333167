use serde_json::json;
use team::Scope;
use team::testing::Program;

use super::*;

async fn program(story: &Story, scopes: &[Scope]) -> Program {
    Program::of(&story.ground, &story.who, scopes, api::routes()).await
}

#[test]
fn a_program_can_do_what_a_member_can() {
    story(|story| async move {
        let api = program(&story, &[Scope::Read, Scope::Work]).await;
        let (status, asked) = api.send("GET", "/diagnosis/questions", None).await;
        assert_eq!((status, asked.as_array().unwrap().len()), (200, 14));
        for (question, word, evidence) in WORKED {
            let body = json!({ "fields": { "answer": word }, "evidence": evidence.as_str() });
            let (status, told) =
                api.send("PUT", &story.path(&format!("/answers/{}", question.code())), Some(body)).await;
            assert_eq!((status, &told["version"], &told["is_answered"]), (200, &json!(1), &json!(true)), "{told}");
        }
        let gap = json!({ "fields": { "measure": "Dated next steps", "today": "62" } });
        api.send("PUT", &story.path("/answers/Q1"), Some(gap)).await;
        let (status, told) = api.send("GET", &story.path(""), None).await;
        assert_eq!((status, &told["recommendation"], &told["rule"]), (200, &json!("not-training"), &json!(4)));
        assert_eq!(
            (&told["causes"][0]["cause"], &told["causes"][0]["because"][0]["answer"]),
            (&json!("PRC"), &json!("many_obstacles"))
        );
        assert_eq!(told["next_question"], "Q5");

        let body = json!({ "questions": ["Q6", "Q12"] });
        let (status, told) = api.send("POST", &story.path("/questions"), Some(body)).await;
        assert_eq!((status, &told["turn"]), (201, &json!(1)));
        let body = json!({ "decision": "train", "why": "New people.", "driver": "urgency" });
        let (status, told) = api.send("PUT", &story.path("/decision"), Some(body)).await;
        assert_eq!((status, &told["decided"]["against"]), (200, &json!("not-training")));
        let (status, told) = api.send("PUT", &story.path("/mandatory"), Some(json!({ "why": "A licence" }))).await;
        assert_eq!((status, &told["mandatory"]), (200, &json!("A licence")));
        let body = json!({ "confirmed": ["PRC"], "note": "Seen." });
        let (status, _) = api.send("PUT", &story.path("/review"), Some(body.clone())).await;
        assert_eq!(status, 409, "not answered yet");
        story.answered().await;
        let (status, told) = api.send("PUT", &story.path("/review"), Some(body)).await;
        assert_eq!((status, &told["confirmed"]), (200, &json!(["PRC"])));
        let (status, told) = api.send("GET", "/diagnosis/calibration", None).await;
        assert_eq!((status, &told["bands"][0]["confirmed"]), (200, &json!(1)));
    });
}

#[test]
fn what_is_wrong_is_told_at_its_place_and_nothing_is_kept() {
    story(|story| async move {
        let api = program(&story, &[Scope::Read, Scope::Work]).await;
        let wrong = [
            ("PUT", "/answers/Q6", json!({ "fields": { "answer": "all" } }), 409),
            ("PUT", "/answers/Q6", json!({ "fields": { "measure": "x" } }), 409),
            ("PUT", "/answers/Q6", json!({ "fields": {}, "evidence": "sure" }), 422),
            ("PUT", "/answers/Q6", json!({ "fields": {} }), 409),
            ("PUT", "/answers/Q6", json!({ "fields": { "words": "x".repeat(5_001) } }), 422),
            ("PUT", "/answers/Q15", json!({ "fields": {} }), 404),
            ("POST", "/questions", json!({ "questions": [] }), 422),
            ("POST", "/questions", json!({ "questions": ["Q4"] }), 422),
            ("POST", "/questions", json!({ "questions": ["W"] }), 422),
            ("PUT", "/decision", json!({ "decision": "guess", "why": "So.", "driver": "data" }), 422),
            ("PUT", "/decision", json!({ "decision": "train", "driver": "data" }), 409),
            ("PUT", "/decision", json!({ "decision": "train", "why": "So." }), 409),
            ("PUT", "/review", json!({ "confirmed": ["XYZ"], "note": "So." }), 422),
            ("PUT", "/mandatory", json!({ "because": "So." }), 422),
        ];
        for (method, below, body, status) in wrong {
            let (got, told) = api.send(method, &story.path(below), Some(body.clone())).await;
            assert_eq!(got, status, "{below} {body}: {told}");
        }
        assert!(story.case().await.answers.is_empty());
        let reads = program(&story, &[Scope::Read]).await;
        let body = json!({ "fields": { "answer": "few_could" } });
        let (status, _) = reads.send("PUT", &story.path("/answers/Q6"), Some(body)).await;
        assert_eq!(status, 403);
        let unknown = format!("/requests/{}/diagnosis", RequestId::new(story.ground.now()));
        let (status, _) = api.send("GET", &unknown, None).await;
        assert_eq!(status, 404);
    });
}
