//! No way leads from one team to another, and nobody does what their role may not: every route is walked by everybody.

use serde_json::json;
use std::collections::BTreeMap;

use crate::harness::{Answer, Engine, Installation, NewTeam, Program, Visitor, wait};
use crate::routes::{For, ROUTES, Route};
use crate::things::Things;

const OURS: NewTeam<'static> = NewTeam::BRIGHTWATER;
const THEIRS: NewTeam<'static> =
    NewTeam { name: "Learning at Lindmoor", slug: "lindmoor", prefix: "LM", domain: "lindmoor.example" };
/// A word that stands in all that belongs to the other team.
const SECRET: &str = "Quittenmarmelade";
const OUR_WORD: &str = "Apfelkompott";

/// Sends what a browser would; ids and times are those of `things`.
fn walk(visitor: &mut Visitor, route: &Route, things: &Things, versions: (&str, &str)) -> Answer {
    let path = things.path(route);
    if route.method == "GET" {
        return visitor.get(&path).unwrap();
    }
    let texts: Vec<(&str, String)> =
        route.fields.iter().map(|(name, text)| (*name, things.text(text, versions))).collect();
    let fields: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    visitor.post(&path, &fields).unwrap()
}

/// The same walk to an id that nobody ever had.
fn walk_to_nothing(visitor: &mut Visitor, route: &Route, things: &Things) -> Answer {
    let nothing = "00000000-0000-7000-8000-000000000000";
    let path = route.path.replace("{id}", nothing).replace("{key}", nothing).replace("{n}", "1");
    let texts: Vec<(&str, String)> =
        route.fields.iter().map(|(name, text)| (*name, things.text(text, ("0", "0")))).collect();
    let fields: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    if route.method == "GET" { visitor.get(&path).unwrap() } else { visitor.post(&path, &fields).unwrap() }
}

/// Whether the answer is the way to the sign-in.
fn is_sign_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.location().starts_with("/sign-in")
}

/// All that a team has, as text: every table of every room and of the ground, but for how far a letter is on its way.
fn everything_of(installation: &Installation, slug: &str) -> BTreeMap<String, Vec<String>> {
    let rooms = [
        team::SCHEMA,
        decisions::SCHEMA,
        business::SCHEMA,
        blocks::SCHEMA,
        promises::SCHEMA,
        requests::SCHEMA,
        options::SCHEMA,
        answers::SCHEMA,
        sessions::SCHEMA,
    ];
    let of_rooms = rooms.iter().flat_map(|room| room.distribution).filter(|(_, by)| matches!(by, ground::By::Team));
    let tables = of_rooms.map(|(table, _)| *table).chain(["event", "thread", "thread_message", "link", "kept_file"]);
    wait(async {
        let ground = installation.ground();
        let mut tx = ground.read().await.unwrap();
        let team = team::teams::by_slug(&mut tx, slug).await.unwrap().unwrap().id;
        let mut all = BTreeMap::new();
        for table in tables {
            let rows = tx.query(&format!("select * from {table} where team_id = $1"), (team,)).await.unwrap();
            all.insert(table.to_owned(), sorted(&rows));
        }
        let letters =
            "select id, kind, to_address, subject, body_text from letter where team_id = $1 and state <> 'set-aside'";
        let letters = tx.query(letters, (team,)).await.unwrap();
        all.insert("letter".to_owned(), sorted(&letters));
        assert!(all.values().map(Vec::len).sum::<usize>() > 30, "there is something to see");
        all
    })
}

/// Compares, and tells only what differs.
#[track_caller]
fn assert_same(found: &BTreeMap<String, Vec<String>>, expected: &BTreeMap<String, Vec<String>>, what: &str) {
    for (table, rows) in expected {
        let new: Vec<_> = found[table].iter().filter(|row| !rows.contains(row)).collect();
        let gone: Vec<_> = rows.iter().filter(|row| !found[table].contains(row)).collect();
        assert!(new.is_empty() && gone.is_empty(), "{what}; {table}: new {new:?}, gone {gone:?}");
    }
}

fn sorted(rows: &[ground::Row]) -> Vec<String> {
    let mut texts: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    texts.sort();
    texts
}

/// Two teams with a person of each kind in the first.
fn two_teams(engine: Engine) -> Installation {
    let installation = Installation::new(engine);
    installation.found(OURS);
    installation.found(THEIRS);
    for (name, right) in
        [("member", "--role=member"), ("sponsor", "--role=sponsor"), ("administrator", "--administrator")]
    {
        installation.add_person(OURS.slug, name, &format!("{name}@{}", OURS.domain), &[right]);
    }
    installation
}

fn things(installation: &Installation, slug: &str, place: i8, word: &str) -> Things {
    wait(async { Things::make(&installation.ground(), slug, place, word).await })
}

fn lead_of(program: &Program, team: NewTeam) -> Visitor {
    program.signed_in(&format!("lead@{}", team.domain))
}

fn no_way_from_one_team_to_another(engine: Engine) {
    let installation = two_teams(engine);
    let (ours, theirs) = (things(&installation, OURS.slug, 0, OUR_WORD), things(&installation, THEIRS.slug, 0, SECRET));
    let token = installation.token(OURS.slug);
    let before = everything_of(&installation, THEIRS.slug);

    let program = installation.start();
    let mut lead = lead_of(&program, OURS);
    let walked =
        ROUTES.iter().filter(|route| route.whom != For::LinkHolder && !["/sign-out", "/teams"].contains(&route.path));
    for route in walked {
        let has_id = ["{id}", "{key}"].iter().any(|id| route.path.contains(id))
            && !route.path.starts_with("/s/")
            && route.whom != For::Program;
        let answer = walk(&mut lead, route, &theirs, ("0", "0"));
        if has_id && route.path != "/blocks/{key}/notes" && answer.status != 404 {
            let of_nothing = walk_to_nothing(&mut lead, route, &theirs);
            let told = |answer: &Answer| (answer.status, answer.header("location").map(str::to_owned), answer.text());
            assert!(
                (400..500).contains(&answer.status) || answer.status == 303,
                "{} {}: {}",
                route.method,
                route.path,
                answer.status
            );
            assert_eq!(told(&answer), told(&of_nothing), "{} {}: as if nothing were there", route.method, route.path);
        }
        // Pages that need no account may name the other team; nothing that it has may stand on any.
        assert!(!answer.text().contains(SECRET), "{} {}: {}", route.method, route.path, answer.text());
    }
    // Ids of theirs in fields, where the address is ours.
    for (method, path, fields) in [
        (
            "POST",
            "/requests/new",
            vec![
                ("who", "karin@customer.example"),
                ("words", "x"),
                ("when", "{past}"),
                ("where", "x"),
                ("key", "j"),
                ("join", "{request}"),
            ],
        ),
        ("POST", "/blocks/{key}", vec![]),
        ("POST", "/blocks/{key}/notes", vec![("request", "{request}"), ("behind", "x"), ("base-behind", "0.")]),
        ("POST", "/blocks/{key}/end", vec![("send", "{request}")]),
        ("POST", "/tray/{id}/joining", vec![("label", "{label}")]),
        ("POST", "/teams", vec![("team", "{team}")]),
    ] {
        let route = ROUTES.iter().find(|route| route.method == method && route.path == path).unwrap();
        let texts: Vec<(&str, String)> =
            fields.iter().map(|(name, text)| (*name, theirs.text(text, ("0", "0")))).collect();
        let fields: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let answer = lead.post(&ours.path(route), &fields).unwrap();
        assert!(
            answer.status < 500 && !answer.text().contains(SECRET),
            "{method} {path}: {} {}",
            answer.status,
            answer.text()
        );
    }
    assert!(lead.page("/desk").with(200).text().contains(OURS.name), "she is where she was");
    // A private link opens one request, and of that nothing that is another's.
    let mut stranger = program.visitor();
    for other in [&theirs, &ours] {
        let attachment = other.path(ROUTES.iter().find(|route| route.path == "/attachments/{id}").unwrap());
        let link = if std::ptr::eq(other, &ours) { &ours.link_to_options } else { &ours.link };
        stranger.get(&format!("/s/{link}{attachment}")).unwrap().with(404);
    }
    assert!(!stranger.page(&format!("/s/{}", ours.link)).with(200).text().contains(SECRET));
    for route in ROUTES.iter().filter(|route| route.whom == For::LinkHolder) {
        let path = ours
            .path(route)
            .replace(&ours.link, "0123456789abcdefghjkmnpqrs")
            .replace(&ours.link_to_options, "0123456789abcdefghjkmnpqrs");
        let answer = if route.method == "GET" { stranger.get(&path) } else { stranger.post(&path, &[]) };
        answer.unwrap().with(404);
    }
    // A token of ours reads ours alone, and its keys are its own.
    let mut client = program.visitor().with_token(&token);
    assert!(client.all_requests().len() >= 2);
    assert!(!format!("{:?}", client.all_requests()).contains(SECRET));
    for route in ROUTES
        .iter()
        .filter(|route| route.whom == For::Program && (route.path.contains("{id}") || route.path.contains("{key}")))
    {
        let path = theirs.path(route);
        // With an empty document, so that what is missing may be told first; `described` asks with whole ones, and wants 404 alone.
        let json = [("content-type", "application/json")];
        let answer = client.ask(route.method, &path, &json, b"{}").unwrap();
        assert!([404, 409, 422].contains(&answer.status), "{} {}: {}", route.method, route.path, answer.status);
        assert!(!answer.text().contains(SECRET), "{} {}: {}", route.method, route.path, answer.text());
    }
    assert!(program.stop().success());
    assert_same(&everything_of(&installation, THEIRS.slug), &before, "nothing of theirs was touched");

    // The same walk by their own lead arrives everywhere, so it was the wall that held.
    let program = installation.start();
    let mut lead = lead_of(&program, THEIRS);
    let mut versions = Versions::default();
    for route in
        ROUTES.iter().filter(|route| matches!(route.whom, For::Worker | For::Reader | For::Lead | For::Account))
    {
        assert_arrives(&mut lead, route, &theirs, &mut versions);
    }
    assert!(program.stop().success());
    assert_ne!(everything_of(&installation, THEIRS.slug), before, "what was sent has effect when it may");
}

/// The versions that pages show, as a browser would send them back.
#[derive(Default)]
struct Versions {
    draft: String,
    note: String,
}

fn assert_arrives(visitor: &mut Visitor, route: &Route, things: &Things, versions: &mut Versions) {
    let answer = walk(visitor, route, things, (&versions.draft, &versions.note));
    let is_there = matches!(answer.status, 200 | 204 | 303 | 409 | 422);
    assert!(is_there && !is_sign_in(&answer), "{} {}: {} {}", route.method, route.path, answer.status, answer.text());
    if route.method == "GET" {
        assert!(
            matches!(answer.status, 200 | 303),
            "{} {}: {} {}",
            route.method,
            route.path,
            answer.status,
            answer.text()
        );
    }
    let forms = crate::harness::Form::all(&answer.text());
    let base = |name: &str| forms.iter().find_map(|form| form.value(name).map(str::to_owned)).unwrap_or_default();
    match route.path {
        "/requests/{id}/answer" => versions.draft = base("base"),
        "/blocks/{key}/{n}" => versions.note = base("base-behind"),
        _ => {}
    }
}

#[test]
fn no_way_leads_from_one_team_to_another() {
    no_way_from_one_team_to_another(Engine::Sqlite);
}

#[test]
fn no_way_leads_from_one_team_to_another_with_postgres() {
    no_way_from_one_team_to_another(Engine::Postgres);
}

/// Who is who, and which kinds of routes are theirs.
const PEOPLE: [(&str, &[For]); 4] = [
    ("administrator", &[For::Account, For::LeadOrAdministrator]),
    ("sponsor", &[For::Account, For::Reader]),
    ("member", &[For::Account, For::Reader, For::Worker]),
    ("lead", &[For::Account, For::Reader, For::Worker, For::Lead, For::LeadOrAdministrator]),
];

#[test]
fn each_role_walks_what_is_its_own_and_is_refused_the_rest_without_effect() {
    let installation = two_teams(Engine::Sqlite);
    let sets: Vec<Things> = (0..3).map(|place| things(&installation, OURS.slug, place, OUR_WORD)).collect();
    let before = everything_of(&installation, OURS.slug);

    // Who is refused goes first, and nothing may change.
    let program = installation.start();
    let mut stranger = program.visitor();
    let mut people: BTreeMap<&str, Visitor> =
        PEOPLE.iter().map(|(name, _)| (*name, program.signed_in(&format!("{name}@{}", OURS.domain)))).collect();
    let inner = ROUTES.iter().filter(|route| !matches!(route.whom, For::All | For::LinkHolder | For::Program));
    for route in inner.clone() {
        let answer = walk(&mut stranger, route, &sets[0], ("0", "0"));
        assert!(
            is_sign_in(&answer),
            "signed out, {} {}: {} {}",
            route.method,
            route.path,
            answer.status,
            answer.text()
        );
        for (name, own) in PEOPLE.iter().filter(|(_, own)| !own.contains(&route.whom)) {
            let answer = walk(people.get_mut(name).unwrap(), route, &sets[0], ("0", "0"));
            assert_eq!(answer.status, 403, "{name} {own:?}, {} {}: {}", route.method, route.path, answer.text());
            assert!(!answer.text().contains(OUR_WORD), "{name}, {} {}", route.method, route.path);
        }
    }
    // An account opens no API, and a token no page.
    let mut client = people["lead"].clone();
    client.get("/api/v1/requests").unwrap().with(401);
    client
        .post_json("/api/v1/requests", &[], &json!({"from": {"address": "a@b.example"}, "text": "x"}))
        .unwrap()
        .with(401);
    assert!(program.stop().success());
    let signed_in = |all: &BTreeMap<String, Vec<String>>| -> BTreeMap<String, Vec<String>> {
        let mut all = all.clone();
        all.get_mut("event").unwrap().retain(|event| !event.contains("signed-in"));
        all
    };
    let after = signed_in(&everything_of(&installation, OURS.slug));
    assert_same(&after, &signed_in(&before), "nothing was done by whom it is refused");

    // What is somebody's own is open to them.
    let program = installation.start();
    for (place, (name, own)) in PEOPLE.iter().enumerate() {
        let mut visitor = program.signed_in(&format!("{name}@{}", OURS.domain));
        let mut versions = Versions::default();
        let things = &sets[usize::from(place == 3)];
        for route in inner.clone().filter(|route| own.contains(&route.whom)) {
            assert_arrives(&mut visitor, route, things, &mut versions);
        }
    }
    // Whoever has a private link walks all that lies behind it, and needs no account.
    let mut holder = program.visitor();
    for route in ROUTES.iter().filter(|route| route.whom == For::LinkHolder) {
        let answer = walk(&mut holder, route, &sets[2], ("0", "0"));
        let has_no_question = answer.status == 404 && route.path == "/s/{token}/promise";
        let is_there = matches!(answer.status, 200 | 303 | 422) || has_no_question;
        assert!(
            is_there && !is_sign_in(&answer),
            "{} {}: {} {}",
            route.method,
            route.path,
            answer.status,
            answer.text()
        );
    }
    assert!(program.stop().success());
}
