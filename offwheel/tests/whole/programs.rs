//! A program does what a member does on the pages, by the same acts: it takes a request in, talks about it, moves its promise, reserves and
//! opens a block, writes the answer in a member's name, and sends it.

use serde_json::{Value, json};

use crate::harness::{Engine, Installation, NewTeam, Visitor};

const TEAM: NewTeam = NewTeam::BRIGHTWATER;
const LEAD: &str = "lead@brightwater.example";

/// A client that says on which line it was refused.
struct Client(Visitor);

impl Client {
    #[track_caller]
    fn get(&mut self, path: &str) -> Value {
        self.0.get(&format!("/api/v1{path}")).unwrap().with(200).json()
    }

    #[track_caller]
    fn send(&mut self, method: &str, path: &str, document: &Value, status: u16) -> Value {
        let answer = self.0.ask(
            method,
            &format!("/api/v1{path}"),
            &[("content-type", "application/json")],
            document.to_string().as_bytes(),
        );
        let answer = answer.unwrap().with(status);
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    #[track_caller]
    fn post(&mut self, path: &str, document: &Value, status: u16) -> Value {
        self.send("POST", path, document, status)
    }
}

/// An instant after the program's own present, which the request told.
fn in_hours(request: &Value, hours: i64) -> String {
    let received_at: jiff::Timestamp = request["received_at"].as_str().unwrap().parse().unwrap();
    (received_at + jiff::SignedDuration::from_hours(hours)).to_string()
}

/// A request in a form, with a file beside it.
fn with_file(client: &mut Client, words: &str) -> Value {
    let document = json!({ "from": { "address": "karin@customer.example", "name": "Karin" }, "text": words });
    let body = format!(
        "--part\r\nContent-Disposition: form-data; name=\"document\"\r\nContent-Type: application/json\r\n\r\n{document}\r\n\
         --part\r\nContent-Disposition: form-data; name=\"files\"; filename=\"plan.txt\"\r\nContent-Type: text/plain\r\n\r\nNine people.\r\n\
         --part--\r\n"
    );
    let headers = [("content-type", "multipart/form-data; boundary=part"), ("idempotency-key", "with-a-file")];
    let first = client.0.ask("POST", "/api/v1/requests", &headers, body.as_bytes()).unwrap().with(201).json();
    let again = client.0.ask("POST", "/api/v1/requests", &headers, body.as_bytes()).unwrap().with(200).json();
    assert_eq!(first, again, "a file that comes again is the same file");
    let other = body.replace("Nine people.", "Ten people.");
    client.0.ask("POST", "/api/v1/requests", &headers, other.as_bytes()).unwrap().with(409);
    first
}

fn a_program_does_what_a_member_does(engine: Engine) {
    let installation = Installation::new(engine);
    installation.found(TEAM);
    let token = installation.token(TEAM.slug);
    let program = installation.start();
    let mut client = Client(program.visitor().with_token(&token));

    let request = with_file(&mut client, "My team needs a course on the new form.");
    let id = request["id"].as_str().unwrap();
    assert_eq!(client.get(&format!("/requests/{id}"))["label"], request["label"]);
    let said = client.get(&format!("/requests/{id}/messages"));
    let file = &said["items"][0]["attachments"][0];
    assert_eq!((&file["name"], &file["size_bytes"]), (&json!("plan.txt"), &json!(12)));
    let content = client.0.get(&format!("/api/v1/attachments/{}", file["id"].as_str().unwrap())).unwrap().with(200);
    assert_eq!(content.body, b"Nine people.");

    // What is said carries a name, and only one of the team's.
    let words = json!({ "words": "Who wants it, and why now?", "to": "team", "by": LEAD });
    let said = client.post(&format!("/requests/{id}/messages"), &words, 201);
    assert_eq!(said["items"][1]["author_name"], "Mira Sandholt");
    let stranger = json!({ "words": "How many are you?", "to": "stakeholder", "by": "nobody@brightwater.example" });
    let refused = client.post(&format!("/requests/{id}/messages"), &stranger, 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/by");
    client.post(
        &format!("/requests/{id}/messages"),
        &json!({ "words": "How many are you?", "to": "stakeholder" }),
        201,
    );
    let letters = client.get(&format!("/requests/{id}/letters"));
    assert_eq!(letters["items"].as_array().unwrap().len(), 2, "the acknowledgement, and the question: {letters}");
    client.post(&format!("/requests/{id}/promise"), &json!({}), 200);

    // Its promise is moved with the stakeholder's word.
    let promise = client.get(&format!("/requests/{id}/promises"))["items"][0].clone();
    assert_eq!((&promise["state"], &promise["due_at"]), (&json!("open"), &request["promise"]["due_at"]));
    let promise = promise["id"].as_str().unwrap();
    let later = json!({ "due_at": in_hours(&request, 24 * 30), "reason": "We wait for a figure.", "kind": "waiting", "by": LEAD });
    let asked = client.post(&format!("/promises/{promise}/renegotiation"), &later, 201);
    let asked = asked["id"].as_str().unwrap();
    let moved = client.post(&format!("/renegotiations/{asked}/agreed"), &json!({ "how": "told", "by": LEAD }), 200);
    assert_eq!((&moved["replaces"], &moved["state"]), (&json!(promise), &json!("open")));
    assert_eq!(client.get(&format!("/promises/{promise}"))["state"], "renegotiated");
    assert_eq!(client.get("/promises?state=open")["items"].as_array().unwrap().len(), 1);
    let lesson = json!({ "kind": "mistake", "words": "We asked late.", "by": LEAD });
    client.send("PUT", &format!("/promises/{promise}/lesson"), &lesson, 409);

    // A block is reserved and opened, and looks at it.
    let block = client.post("/blocks", &json!({ "starts_at": in_hours(&request, 1), "minutes": 45 }), 201);
    let key = block["key"].as_str().unwrap();
    client.post("/blocks", &json!({ "starts_at": in_hours(&request, 1), "minutes": 45 }), 409);
    client.post(&format!("/blocks/{key}/move"), &json!({ "starts_at": in_hours(&request, 2) }), 200);
    let own = json!({ "starts_at": in_hours(&request, 60), "minutes": 30, "holders": [LEAD], "by": LEAD });
    assert_eq!(client.post("/blocks", &own, 201)["holders"].as_array().unwrap().len(), 1);
    let pattern = json!({ "weekday": "tuesday", "starts": "09:30", "minutes": 60 });
    let pattern = client.post("/block-patterns", &pattern, 201);
    assert!(client.get("/blocks?days=30")["items"].as_array().unwrap().len() >= 5);
    client.post(&format!("/block-patterns/{}/end", pattern["id"].as_str().unwrap()), &json!({}), 204);
    let opened = client.post(&format!("/blocks/{key}/opening"), &json!({ "by": LEAD }), 200);
    assert_eq!(opened["state"], "open");
    assert_eq!(client.get(&format!("/blocks/{key}/agenda"))["items"][0]["request"], json!(id));

    let behind = json!({ "fields": [{ "field": "behind", "words": "The form is long." }], "by": LEAD });
    let noted = client.send("PUT", &format!("/requests/{id}/notes"), &behind, 200);
    assert_eq!(noted["items"][0]["words"], "The form is long.");
    let one = |words: &str| json!({ "field": "learned", "words": words });
    let twice = json!({ "fields": [one("It is long."), one("It is short.")], "by": LEAD });
    let refused = client.send("PUT", &format!("/blocks/{key}/notes"), &twice, 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/fields/1/field");
    let clue = json!({ "fields": [{ "field": "clue", "words": "The form goes away in May." }], "by": LEAD });
    client.send("PUT", &format!("/blocks/{key}/notes"), &clue, 200);

    // The answer is refused while something is missing, then goes out in the block, and keeps the promise.
    let blank = client.get(&format!("/requests/{id}/answer"));
    let draft = json!({ "kind": "no-because", "fields": { "no-reason": "The form goes away in May." }, "base": blank["base"], "by": LEAD });
    let draft = client.send("PUT", &format!("/requests/{id}/answer"), &draft, 200);
    let sending = format!("/requests/{id}/answer/sending");
    let refused = client.post(&sending, &json!({ "base": draft["base"], "by": LEAD }), 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/fields/helper");
    let whole = json!({ "fields": { "helper": "The service desk shows it." }, "base": draft["base"], "by": LEAD });
    let draft = client.send("PUT", &format!("/requests/{id}/answer"), &whole, 200);
    let answer = client.post(&sending, &json!({ "base": draft["base"], "by": LEAD }), 201);
    assert_eq!((&answer["kind"], &answer["in_block"]), (&json!("no-because"), &json!(key)));
    client.post(&sending, &json!({ "base": draft["base"], "by": LEAD }), 409);
    assert_eq!(client.get("/promises?state=kept")["items"].as_array().unwrap().len(), 1);
    assert_eq!(client.get(&format!("/requests/{id}"))["state"], "closed");
    let closed = client.post(&format!("/blocks/{key}/closing"), &json!({ "by": LEAD }), 200);
    assert_ne!(closed["block"]["closed_at"], Value::Null);
    assert_eq!(client.get("/clues")["items"][0]["words"], "The form goes away in May.");

    // Without an open block an answer needs its reason; what it lays out can be chosen from.
    let other = json!({ "from": { "address": "pavel@customer.example" }, "text": "We need a workshop." });
    let other = client.post("/requests", &other, 201);
    let other = other["id"].as_str().unwrap();
    let draft = json!({
        "kind": "options", "base": "0.0", "by": LEAD,
        "fields": { "way-1-title": "A checklist", "way-1-what": "One page.", "way-2-title": "A workshop", "way-2-what": "Half a day." },
    });
    let draft = client.send("PUT", &format!("/requests/{other}/answer"), &draft, 200);
    let sending = format!("/requests/{other}/answer/sending");
    let refused = client.post(&sending, &json!({ "base": draft["base"], "by": LEAD }), 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/outside");
    let exception = json!({ "why": "exception" });
    let refused = client.post(&sending, &json!({ "base": draft["base"], "by": LEAD, "outside": exception }), 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/outside/why");
    let outside = json!({ "why": "they-stand-beside-me", "words": "Pavel waits." });
    let sent = client.post(&sending, &json!({ "base": draft["base"], "by": LEAD, "outside": outside }), 201);
    assert_eq!(sent["outside"]["why"], "they-stand-beside-me");
    let chosen = client.post(&format!("/requests/{other}/options/choice"), &json!({ "way": 1, "by": LEAD }), 201);
    assert_eq!(chosen["choice"]["way"], 1);
    client.post(&format!("/requests/{other}/withdrawal"), &json!({}), 200);
    assert_eq!(client.get("/promises?state=void")["items"].as_array().unwrap().len(), 1);

    // Done by the token, signed by the member.
    assert!(program.stop().success());
    let done = installation.rows("select kind, actor from event where kind in ('request.answered', 'block.opened')");
    assert!(done.len() >= 3 && done.iter().all(|event| event[1].starts_with("token:")), "{done:?}");
}

fn an_emergency_is_marked_in_the_name_of_a_member(engine: Engine) {
    let installation = Installation::new(engine);
    installation.found(TEAM);
    installation.add_person(TEAM.slug, "Tom Reyk", "tom@brightwater.example", &["--role=member"]);
    let token = installation.token(TEAM.slug);
    let program = installation.start();
    let mut client = Client(program.visitor().with_token(&token));
    let asked = |text: &str| json!({ "from": { "address": "karin@customer.example" }, "text": text });
    let first = client.post("/requests", &asked("URGENT, an emergency!"), 201);
    assert_eq!(first["emergency"], Value::Null, "a stakeholder’s word does nothing");
    let block = client.post("/blocks", &json!({ "starts_at": in_hours(&first, 1), "minutes": 45 }), 201);
    let key = block["key"].as_str().unwrap();
    client.post(&format!("/blocks/{key}/opening"), &json!({ "by": LEAD }), 200);
    let second = client.post("/requests", &asked("Nobody can settle a claim."), 201);
    let id = second["id"].as_str().unwrap();

    let path = format!("/requests/{id}/emergency");
    let marking = |kind: &str, by: &str| json!({ "kind": kind, "why": "The line stands still.", "by": by });
    let refused = client.post(&path, &marking("haste", LEAD), 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/kind");
    let refused = client.post(&path, &marking("outage", "nobody@brightwater.example"), 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/by");
    client.post(&path, &json!({ "kind": "outage", "why": " ", "by": LEAD }), 422);
    client.post(&path, &json!({ "kind": "outage", "why": "x" }), 422);
    let marked = client.post(&path, &marking("outage", LEAD), 200);
    assert_eq!((&marked["request"], &marked["kind"]), (&json!(id), &json!("outage")));
    assert_eq!(client.get(&format!("/requests/{id}"))["emergency"]["why"], "The line stands still.");
    let agenda = client.get(&format!("/blocks/{key}/agenda"));
    let looked: Vec<&Value> = agenda["items"].as_array().unwrap().iter().map(|item| &item["request"]).collect();
    assert_eq!(looked, [&first["id"], &second["id"]], "it joins the open block");

    // What may jump the queue is the lead’s to settle.
    let counted = |kinds: &Value, id: &str| {
        kinds["items"].as_array().unwrap().iter().find(|kind| kind["id"] == id).map(|kind| kind["marked"].clone())
    };
    assert_eq!(counted(&client.get("/emergency-kinds"), "outage"), Some(json!(1)));
    let recall = |by: &str| json!({ "word": "a recall", "sentence": "A product comes back.", "by": by });
    let refused = client.post("/emergency-kinds", &recall("tom@brightwater.example"), 409);
    assert_eq!(refused["errors"][0]["pointer"], "#/by");
    let kind = client.post("/emergency-kinds", &recall(LEAD), 201);
    let kind = kind["id"].as_str().unwrap();
    assert_eq!(client.post("/emergency-kinds", &recall(LEAD), 409)["errors"][0]["pointer"], "#/word");
    let early = client.post(&path, &marking(kind, LEAD), 409);
    assert!(early["errors"][0]["detail"].as_str().unwrap().contains("after this request came"), "{early}");
    let ended = client.post(&format!("/emergency-kinds/{kind}/end"), &json!({ "by": LEAD }), 200);
    assert_ne!(ended["ended_at"], Value::Null);
    client.post("/emergency-kinds/nothing/end", &json!({ "by": LEAD }), 404);

    let stands = client.post(&format!("{path}/end"), &json!({ "by": LEAD }), 200);
    assert_eq!(stands["emergency"], Value::Null);
    let rows = client.get("/emergencies");
    assert_eq!((&rows["items"][0]["request"], rows["items"][0]["taken_back_at"].is_string()), (&json!(id), true));
    assert_eq!(counted(&client.get("/emergency-kinds"), "outage"), Some(json!(0)), "taken back, it is not counted");
    assert!(program.stop().success());
    let done = installation.rows("select kind, actor from event where kind like '%emergency%'");
    assert!(done.len() == 4 && done.iter().all(|event| event[1].starts_with("token:")), "{done:?}");
}

#[test]
fn a_program_marks_an_emergency_in_the_name_of_a_member() {
    an_emergency_is_marked_in_the_name_of_a_member(Engine::Sqlite);
}

#[test]
fn a_program_marks_an_emergency_in_the_name_of_a_member_with_postgres() {
    an_emergency_is_marked_in_the_name_of_a_member(Engine::Postgres);
}

#[test]
fn a_program_can_do_what_a_member_does() {
    a_program_does_what_a_member_does(Engine::Sqlite);
}

#[test]
fn a_program_can_do_what_a_member_does_with_postgres() {
    a_program_does_what_a_member_does(Engine::Postgres);
}
