use serde_json::{Value, json};
use team::Scope;
use team::testing::Program;

use super::*;

/// A document in a form, with one file beside it in the part of this name.
async fn send_with(
    client: &Program,
    method: &str,
    path: &str,
    document: &Value,
    part: &str,
    content: &str,
) -> (u16, Value) {
    let body = format!(
        "--part\r\nContent-Disposition: form-data; name=\"document\"\r\n\r\n{document}\r\n\
         --part\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"plan.txt\"\r\n\r\n{content}\r\n--part--\r\n"
    );
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    client.answer(request.header(CONTENT_TYPE, "multipart/form-data; boundary=part"), body).await.told()
}

const BOTH: [Scope; 2] = [Scope::ReadBusiness, Scope::WriteBusiness];

#[test]
fn a_program_notes_a_goal_and_a_metric_and_sends_readings_as_often_as_it_likes() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let client = Program::of(&ground, &who, &BOTH, crate::api::routes()).await;
        let (status, goal) =
            client.post("/goals", json!({ "title": "Renew nine of ten", "unknown": ["Who counts it"] })).await;
        assert_eq!((status, &goal["unknown"], &goal["version"]), (201, &json!(["Who counts it"]), &json!(1)));
        let id = goal["id"].as_str().unwrap();
        let (status, _) = client
            .post(&format!("/goals/{id}/steps"), json!({ "kind": "challenge", "title": "Two are missing" }))
            .await;
        assert_eq!(status, 201);
        let changed = json!({ "title": "Renew ten of ten", "version": 1 });
        assert_eq!(client.send("PUT", &format!("/goals/{id}"), Some(changed.clone())).await.0, 200);
        assert_eq!(client.send("PUT", &format!("/goals/{id}"), Some(changed)).await.0, 409);
        let (_, goals) = client.get("/goals").await;
        assert_eq!(goals["items"][0]["steps"][0]["title"], "Two are missing");

        let metric =
            json!({ "name": "Deals with a next step", "unit": "%", "better": "higher", "goal": id, "wanted": 90.0 });
        let (status, metric) = client.post("/metrics", metric).await;
        assert_eq!(
            (status, &metric["told"]),
            (
                201,
                &json!(
                    "No reading yet. Limits are drawn from six readings on; until then nobody can tell a signal from the usual up and down."
                )
            )
        );
        let path = format!("/metrics/{}/readings", metric["id"].as_str().unwrap());
        let sent = json!({ "readings": [{ "on": "2026-11-16", "value": 61.0 }, { "on": "2026-11-23", "value": 62.5, "source": "CRM" }] });
        let (status, entered) = client.post(&path, sent.clone()).await;
        assert_eq!((status, &entered["new"], &entered["same"]), (200, &json!(2), &json!(0)));
        let again = json!({ "entry": null, "new": 0, "corrected": 0, "same": 2 });
        assert_eq!(client.post(&path, sent).await, (200, again));
        let other = json!({ "readings": [{ "on": "2026-11-23", "value": 70.0 }] });
        assert_eq!(client.post(&path, other).await.0, 409);
        let corrects = json!({ "readings": [{ "on": "2026-11-23", "value": 70.0, "corrects": true }] });
        let corrected = client.post(&path, corrects).await.1;
        assert_eq!(corrected["corrected"], 1);
        let (_, page) = client.get(&format!("{path}?limit=1")).await;
        assert_eq!((&page["items"][0]["value"], page["items"].as_array().unwrap().len()), (&json!(70.0), 1));
        let next = page["next"].as_str().unwrap().split("/api/v1").nth(1).unwrap().to_owned();
        assert_eq!(client.get(&next).await.1["items"][0]["on"], "2026-11-16");
        let page = Browser::of(&ground, &who, routes())
            .await
            .get(&format!("/business/metrics/{}", metric["id"].as_str().unwrap()))
            .await
            .page;
        assert!(page.contains("API token “Monday readings”"), "{page}");
    });
}

#[test]
fn what_a_program_entered_together_it_undoes_together() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "brightwater").await);
        let metric = reopened(&ground, &who, None).await;
        let client = Program::of(&ground, &who, &BOTH, crate::api::routes()).await;
        let path = format!("/metrics/{}/readings", metric.id);
        let before = client.get(&path).await.1;
        let first = json!({ "readings": [{ "on": "2026-02-02", "value": 61.0 }] });
        assert_eq!(client.post(&path, first).await.0, 200);
        let later = json!({ "readings": [
            { "on": "2026-02-02", "value": 70.0, "corrects": true },
            { "on": "2026-02-09", "value": 71.0 },
        ] });
        let entered = client.post(&path, later).await.1;
        let of_day = async |on: &str| {
            let items = client.get(&path).await.1["items"].clone();
            items.as_array().unwrap().iter().find(|reading| reading["on"] == on).cloned().unwrap_or_default()
        };
        assert_eq!((&of_day("2026-02-09").await["entry"], entered["entry"].is_string()), (&entered["entry"], true));

        let undoing = format!("{path}/undoing");
        let entry = json!({ "entry": entered["entry"] });
        let stranger = Program::of(&ground, &other, &BOTH, crate::api::routes()).await;
        assert_eq!(stranger.post(&undoing, entry.clone()).await.0, 404, "another team’s");
        assert_eq!(
            Program::of(&ground, &who, &[Scope::ReadBusiness], crate::api::routes())
                .await
                .post(&undoing, entry.clone())
                .await
                .0,
            403
        );
        let (status, told) = client.post(&undoing, entry.clone()).await;
        assert_eq!((status, &told["id"]), (200, &json!(metric.id)));
        assert_eq!(of_day("2026-02-02").await["value"], 61.0, "what was corrected is as it was");
        assert_eq!(of_day("2026-02-09").await, Value::Null, "what was new is gone");
        let (status, problem) = client.post(&undoing, entry).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (409, &json!("#/entry")), "{problem}");
        let many = |list: &Value| list["items"].as_array().unwrap().len();
        assert_eq!(many(&client.get(&path).await.1), many(&before) + 1);
    });
}

#[test]
fn the_plan_of_a_goal_comes_and_goes_as_a_file() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "brightwater").await);
        let client = Program::of(&ground, &who, &BOTH, crate::api::routes()).await;
        let title = json!({ "title": "Renew nine of ten" });
        let (status, goal) = send_with(&client, "POST", "/goals", &title, "plan_file", "Nine.").await;
        assert_eq!((status, &goal["plan_file"]), (201, &json!("plan.txt")), "{goal}");
        let path = format!("/goals/{}", goal["id"].as_str().unwrap());
        let read = async |client: &Program, path: &str| {
            let plan = client.answer(Request::get(format!("/api/v1{path}/plan")), "").await;
            (plan.status.as_u16(), plan.page)
        };
        assert_eq!(read(&client, &path).await, (200, "Nine.".to_owned()));
        let changed = json!({ "title": "Renew ten of ten", "version": 1 });
        let (_, kept) = client.send("PUT", &path, Some(changed)).await;
        assert_eq!(kept["plan_file"], "plan.txt", "without a file the one before stays");
        let changed = json!({ "title": "Renew ten of ten", "version": 2 });
        assert_eq!(send_with(&client, "PUT", &path, &changed, "plan_file", "Ten.").await.0, 200);
        assert_eq!(read(&client, &path).await, (200, "Ten.".to_owned()));

        let challenge = json!({ "kind": "challenge", "title": "Two are missing" });
        let (status, step) =
            send_with(&client, "POST", &format!("{path}/steps"), &challenge, "plan_file", "Two.").await;
        assert_eq!((status, &step["plan_file"]), (201, &json!("plan.txt")), "{step}");
        let step = format!("/steps/{}", step["id"].as_str().unwrap());
        assert_eq!(read(&client, &step).await, (200, "Two.".to_owned()));
        let (_, bare) = client.post("/goals", title.clone()).await;
        let bare = format!("/goals/{}", bare["id"].as_str().unwrap());
        assert_eq!(read(&client, &bare).await.0, 404, "none was given");
        let stranger = Program::of(&ground, &other, &BOTH, crate::api::routes()).await;
        assert_eq!((read(&stranger, &path).await.0, read(&stranger, &step).await.0), (404, 404), "another team’s");
        for (part, content, refused) in [("plan", "x", 422), ("plan_file", "", 409)] {
            let (status, problem) = send_with(&client, "POST", "/goals", &title, part, content).await;
            assert_eq!((status, &problem["errors"][0]["pointer"]), (refused, &json!(format!("#/{part}"))), "{problem}");
        }
    });
}

#[test]
fn what_a_program_sends_wrong_is_told_at_its_place() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let metric = reopened(&ground, &who, None).await;
        let client = Program::of(&ground, &who, &BOTH, crate::api::routes()).await;
        let nobody = "00000000-0000-7000-8000-000000000000";
        let readings = format!("/metrics/{}/readings", metric.id);
        for (path, document, status, pointer) in [
            ("/goals", json!({ "title": " " }), 422, "#/title"),
            ("/goals", json!({ "title": "x", "plan": "javascript:alert(1)" }), 422, "#/plan"),
            ("/goals", json!({ "title": "x", "from_on": "2027-01-01", "until_on": "2026-01-01" }), 409, "#/until_on"),
            ("/metrics", json!({ "name": "x", "better": "up" }), 422, "#/better"),
            ("/metrics", json!({ "name": "x", "better": "lower", "goal": nobody }), 409, "#/goal"),
            ("/metrics", json!({ "name": "x", "better": "lower", "wanted": 1e300 }), 422, "#/wanted"),
            (&readings, json!({ "readings": [{ "on": "2026-11-27", "value": 1 }] }), 409, "#/readings/0/on"),
            (&readings, json!({ "readings": [{ "on": "0001-01-01", "value": 1 }] }), 409, "#/readings"),
            ("/clues", json!({ "words": "x", "goal": nobody }), 409, "#/goal"),
            ("/questions", json!({ "words": "" }), 422, "#/words"),
        ] {
            let (got, problem) = client.post(path, document).await;
            assert_eq!((got, &problem["errors"][0]["pointer"]), (status, &json!(pointer)), "{path}: {problem}");
        }
        for path in [format!("/goals/{nobody}"), "/metrics/x".to_owned(), format!("/requests/{nobody}/links")] {
            assert_eq!(client.get(&path).await.0, 404, "{path}");
        }
        for query in ["limit=0", "limit=many", "after=nothing"] {
            assert!([400, 422].contains(&client.get(&format!("/clues?{query}")).await.0), "{query}");
        }
    });
}

#[test]
fn a_token_without_the_scope_and_a_token_of_another_team_do_nothing() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "brightwater").await);
        let metric = reopened(&ground, &who, None).await;
        let request = thread(&ground, &who, "R-1", "CRM refresher").await;
        let link = json!({ "metric": metric.id });
        let reader = Program::of(&ground, &who, &[Scope::ReadBusiness], crate::api::routes()).await;
        assert_eq!(reader.post("/clues", json!({ "words": "x" })).await.0, 403);
        assert_eq!(
            Program::of(&ground, &who, &[Scope::TakeIn, Scope::Read], crate::api::routes()).await.get("/goals").await.0,
            403
        );
        let stranger = Program::of(&ground, &other, &BOTH, crate::api::routes()).await;
        assert_eq!(stranger.get(&format!("/metrics/{}", metric.id)).await.0, 404);
        assert_eq!(stranger.post(&format!("/requests/{request}/links"), link.clone()).await.0, 404);
        let client = Program::of(&ground, &who, &BOTH, crate::api::routes()).await;
        assert_eq!(
            client.post(&format!("/requests/{request}/links"), link.clone()).await.1["items"][0]["metric"],
            link["metric"]
        );
        assert_eq!(client.post(&format!("/requests/{request}/links/end"), link).await.1["items"], json!([]));
        let (status, clue) = client.post("/clues", json!({ "words": "A second shift", "metric": metric.id })).await;
        assert_eq!((status, &clue["words"]), (201, &json!("A second shift")));
        let (_, question) =
            client.post("/questions", json!({ "words": "Why?", "bring_at": "2026-11-30T09:00:00Z" })).await;
        let path = format!("/questions/{}/outcome", question["id"].as_str().unwrap());
        assert_eq!(client.post(&path, json!({ "asked": true, "came": "A form." })).await.1["came"], "A form.");
        let told = client
            .post(
                &format!("/metrics/{}/changes", metric.id),
                json!({ "on": "2026-10-12", "words": "a form", "new_limits": true }),
            )
            .await
            .1;
        assert_eq!((&told["changes"][0]["words"], &told["limits"]["n"]), (&json!("a form"), &json!(7)));
    });
}
