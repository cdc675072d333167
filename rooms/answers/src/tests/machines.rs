use serde_json::{Value as Told, json};
use team::Scope;
use team::testing::Program;

use super::*;

/// Sends what stands in the draft, signed by the member of the story.
async fn send(program: &Program, story: &Story, outside: Told) -> (u16, Told) {
    let base = story.base().await.to_string();
    let body = json!({ "base": base, "by": story.who.address, "outside": outside });
    program.post(&format!("/requests/{}/answer/sending", story.request), body).await
}

/// Fills an element on which nothing stands, or waives it.
async fn fill(program: &Program, story: &Story, element: &str, said: Told) -> (u16, Told) {
    let mut body = json!({ "base": 0, "by": story.who.address });
    body.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
    program.send("PUT", &format!("/requests/{}/additions/{element}", story.request), Some(body)).await
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

        let program =
            Program::of(&story.ground, &story.who, &[Scope::ReadAnswers, Scope::WriteAnswers], api::routes()).await;
        assert_eq!(send(&program, &story, json!(null)).await.0, 409, "no block of theirs is open");
        assert_eq!(
            send(&program, &story, json!({ "why": "exception" })).await.0,
            409,
            "the request is not marked as one"
        );
        assert_eq!(story.draft().await.unwrap().outside, None, "what was refused leaves nothing behind");
        let (status, told) = send(&program, &story, json!({ "why": "they-stand-beside-me" })).await;
        assert_eq!(
            (status, &told["in_block"], &told["outside"]["why"]),
            (201, &json!(null), &json!("they-stand-beside-me"))
        );
    });
}

#[test]
fn a_field_that_an_element_does_not_have_is_refused_where_it_stands() {
    story(|story| async move {
        let program =
            Program::of(&story.ground, &story.who, &[Scope::ReadAnswers, Scope::WriteAnswers], api::routes()).await;
        for (element, said, status, pointer) in [
            ("owner", json!({ "fields": { "words": "Ben", "unit": "%" } }), 409, "#/fields/unit"),
            ("outcome", json!({ "fields": { "words": "x", "thing": "none" } }), 409, "#/fields/thing"),
            ("outcome", json!({ "fields": { "words": "x", "colour": "red" } }), 422, "#/fields/colour"),
        ] {
            let told = fill(&program, &story, element, said.clone()).await;
            assert_eq!(
                (told.0, &told.1["errors"][0]["pointer"]),
                (status, &json!(pointer)),
                "{element} {said} {told:?}"
            );
        }
        let (status, told) =
            fill(&program, &story, "measure", json!({ "fields": { "words": "x", "unit": "%" } })).await;
        assert_eq!((status, &told["elements"][1]["fields"]["unit"]), (200, &json!("%")), "{told}");
    });
}
