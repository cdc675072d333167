use http::Method;
use http::header::AUTHORIZATION;
use serde_json::{Value as Told, json};
use team::Scope;

use super::*;

/// A program of the team.
struct Program<'a> {
    story: &'a Story,
    token: String,
}

impl<'a> Program<'a> {
    async fn of(story: &'a Story) -> Program<'a> {
        let ends_at = "2027-11-25T00:00:00Z".parse().unwrap();
        let scopes = [Scope::ReadAnswers, Scope::WriteAnswers];
        let actor = ground::Actor::Machine("test");
        let token = team::make_token(&story.ground, story.who.team, "test", &scopes, ends_at, actor).await.unwrap();
        Program { story, token: token.text }
    }

    async fn ask(&self, method: Method, below: &str, body: Told) -> (u16, Told) {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("/api/v1/requests/{}{below}", self.story.request))
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let ground: ground::Ground = (*self.story.ground).clone();
        let answered = Answered::read(api::routes().with_state(ground).oneshot(request).await.unwrap()).await;
        (answered.status.as_u16(), serde_json::from_str(&answered.page).unwrap_or_default())
    }

    /// Sends what stands in the draft, signed by the member of the story.
    async fn send(&self, outside: Told) -> (u16, Told) {
        let base = self.story.base().await.to_string();
        let body = json!({ "base": base, "by": self.story.who.address, "outside": outside });
        self.ask(Method::POST, "/answer/sending", body).await
    }
}

#[test]
fn a_program_answers_in_the_block_of_whoever_signs() {
    story(|story| async move {
        let aylin = story.colleague("Aylin Korrey").await;
        let holders = blocks::Holders::of([aylin.id]);
        let theirs = blocks::reserve_for(&story.ground, &aylin, at("25 10:30"), 45, holders).await.unwrap();
        let mut tx = story.ground.begin().await.unwrap();
        blocks::open(&mut tx, &aylin, theirs.key).await.unwrap();
        tx.commit().await.unwrap();
        let written = written(Kind::NotTrainingBut, &NOT_TRAINING);
        keep(&story.ground, &story.who, story.request, &written, Base::default()).await.unwrap();

        let program = Program::of(&story).await;
        assert_eq!(program.send(json!(null)).await.0, 409, "no block of theirs is open");
        assert_eq!(program.send(json!({ "why": "exception" })).await.0, 409, "the request is not marked as one");
        assert_eq!(story.draft().await.unwrap().outside, None, "what was refused leaves nothing behind");
        let (status, told) = program.send(json!({ "why": "they-stand-beside-me" })).await;
        assert_eq!(
            (status, &told["in_block"], &told["outside"]["why"]),
            (201, &json!(null), &json!("they-stand-beside-me"))
        );
    });
}
