//! The team as a program sees it.

use serde_json::{Value, json};

use super::*;
use crate::testing::Program;

const ALL: [Scope; 3] = [Scope::Read, Scope::ReadBlocks, Scope::WriteBlocks];

#[test]
fn a_program_writes_down_who_is_away_in_their_name_or_the_lead_s() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mira = add(&ground, &team, "Mira Sandholt", Some(Role::Member), false).await;
        add(&ground, &team, "Sven Aldous", Some(Role::Sponsor), false).await;
        let client = Program::of(&ground, &jonas, &ALL, api::routes()).await;
        let (_, members) = client.get("/members").await;
        let told: Vec<(&Value, &Value)> =
            members["items"].as_array().unwrap().iter().map(|member| (&member["name"], &member["role"])).collect();
        assert_eq!(
            told,
            [(&json!("Jonas Feldt"), &json!("lead")), (&json!("Mira Sandholt"), &json!("member"))],
            "a sponsor signs nothing"
        );

        let week = json!({ "from_on": "2026-12-07", "until_on": "2026-12-11", "why": "on leave", "by": mira.address });
        let (status, absence) = client.post("/absences", week.clone()).await;
        assert_eq!((status, &absence["member"], &absence["until_on"]), (201, &json!(mira.id), &json!("2026-12-11")));
        assert_eq!(client.post("/absences", week).await.1["id"], absence["id"], "the same days are one absence");
        let of_mira = |by: &Member| json!({ "from_on": "2026-12-21", "member": mira.address, "by": by.address });
        let (status, by_lead) = client.post("/absences", of_mira(&jonas)).await;
        assert_eq!((status, &by_lead["member"], &by_lead["until_on"]), (201, &json!(mira.id), &json!("2026-12-21")));
        let (_, all) = client.get("/absences").await;
        assert_eq!(all["items"].as_array().unwrap().len(), 2);

        let of_jonas = json!({ "from_on": "2026-12-21", "member": jonas.address, "by": mira.address });
        for (document, status, pointer) in [
            (of_jonas, 409, "#/by"),
            (json!({ "from_on": "2026-12-21", "by": "nobody@lindmoor.example" }), 409, "#/by"),
            (json!({ "from_on": "2026-12-21", "member": "nobody@x.example", "by": jonas.address }), 409, "#/member"),
            (json!({ "from_on": "2026-12-21", "until_on": "2026-12-20", "by": mira.address }), 409, "#/until_on"),
            (json!({ "from_on": "2020-12-21", "by": mira.address }), 409, "#/until_on"),
            (json!({ "from_on": "2026-12-21", "why": "x".repeat(201), "by": mira.address }), 422, "#/why"),
        ] {
            let (got, problem) = client.post("/absences", document).await;
            assert_eq!((got, &problem["errors"][0]["pointer"]), (status, &json!(pointer)), "{problem}");
        }

        let end = format!("/absences/{}/end", absence["id"].as_str().unwrap());
        let (_, ines) = found(&ground, harrow()).await.unwrap();
        let stranger = Program::of(&ground, &ines, &ALL, api::routes()).await;
        assert_eq!(stranger.post(&end, json!({ "by": ines.address })).await.0, 404, "another team’s");
        assert_eq!(stranger.get("/absences").await.1["items"], json!([]));
        let reader = Program::of(&ground, &jonas, &[Scope::ReadBlocks], api::routes()).await;
        assert_eq!(reader.post(&end, json!({ "by": mira.address })).await.0, 403);
        assert_eq!(reader.get("/members").await.0, 403);
        assert_eq!(client.post(&end, json!({ "by": mira.address })).await.0, 204);
        assert_eq!(client.post(&end, json!({ "by": mira.address })).await.0, 404);
        assert_eq!(client.get("/absences").await.1["items"].as_array().unwrap().len(), 1);
        let done = ground::events::of(&mut ground.read().await.unwrap(), team.id, mira.id).await.unwrap();
        assert!(done.iter().any(|event| event.kind == "member.away" && event.actor.to_string().starts_with("token:")));
    });
}
