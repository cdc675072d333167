//! Every route of the program, who may walk it, and what a browser would send there. It is held against the sources, so that a new route
//! can't be forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// For whom a route is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Anybody.
    All,
    /// Whoever has a private link.
    LinkHolder,
    /// A program with a token.
    Program,
    /// Anybody with an account.
    Account,
    /// Members and leads.
    Worker,
    /// Members, leads and sponsors.
    Reader,
    /// Leads.
    Lead,
    /// Leads and administrators.
    LeadOrAdministrator,
}

/// A route, with what is sent.
#[derive(Debug)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// As it is written in the program.
    pub path: &'static str,
    /// Who may walk it.
    pub whom: For,
    /// The fields of its form; `{request}` and the like are filled in.
    pub fields: &'static [(&'static str, &'static str)],
}

const fn get(path: &'static str, whom: For) -> Route {
    Route { method: "GET", path, whom, fields: &[] }
}

const fn post(path: &'static str, whom: For, fields: &'static [(&'static str, &'static str)]) -> Route {
    Route { method: "POST", path, whom, fields }
}

/// All of them, in an order in which one person can walk them: what ends something comes last.
pub const ROUTES: &[Route] = &[
    get("/", For::Account),
    get("/healthz", For::All),
    get("/readyz", For::All),
    get("/robots.txt", For::All),
    get("/api/v1/openapi.json", For::All),
    get("/assets/{file}", For::All),
    get("/sign-in", For::All),
    get("/sign-in/link", For::All),
    get("/sign-in/link/{token}", For::All),
    get("/sign-in/as/{token}", For::All),
    get("/welcome", For::All),
    get("/t/{slug}/ask", For::All),
    get("/t/{slug}/ask/promise", For::All),
    get("/t/{slug}/received/{seal}", For::All),
    get("/password", For::Account),
    get("/teams", For::Account),
    get("/settings", For::LeadOrAdministrator),
    get("/me", For::Account),
    get("/settings/turnaround", For::Lead),
    get("/settings/calendar", For::Lead),
    get("/settings/calendar/holidays", For::Lead),
    get("/settings/letters", For::Lead),
    get("/settings/feeds", For::Lead),
    get("/settings/blocks", For::Reader),
    get("/settings/emergencies", For::Lead),
    get("/blocks/emergencies", For::Worker),
    get("/me/feeds", For::Worker),
    get("/calendar/{file}", For::All),
    post("/settings/letters/preview", For::Lead, &[("language", "de")]),
    post("/settings/calendar/preview", For::Lead, &[("zone", "Europe/Berlin")]),
    post("/settings/calendar/feed", For::Lead, &[]),
    post("/settings/calendar/effect", For::Lead, &[("zone", "Europe/Berlin")]),
    post("/settings/turnaround/preview", For::Lead, &[("amount", "24")]),
    post("/settings/turnaround/examples", For::Lead, &[("amount", "24")]),
    get("/welcome/block", For::Lead),
    get("/welcome/link", For::Lead),
    get("/promises", For::Reader),
    get("/promises/rows", For::Worker),
    get("/desk", For::Worker),
    get("/decisions", For::Worker),
    get("/decisions/new", For::Worker),
    get("/decisions/{id}", For::Worker),
    get("/business", For::Worker),
    get("/business/goals/new", For::Worker),
    get("/business/goals/{id}", For::Worker),
    get("/business/goals/{id}/edit", For::Worker),
    get("/business/goals/{id}/plan", For::Worker),
    post("/business/goals/{id}/steps", For::Worker, &[("kind", "challenge"), ("title", "Two are missing.")]),
    get("/business/goals/{id}/steps/new", For::Worker),
    get("/business/steps/{id}", For::Worker),
    get("/business/steps/{id}/plan", For::Worker),
    get("/business/metrics/new", For::Worker),
    get("/business/metrics/{id}", For::Worker),
    get("/business/metrics/{id}/edit", For::Worker),
    get("/business/metrics/{id}/readings", For::Worker),
    get("/business/metrics/{id}/readings.csv", For::Worker),
    get("/business/clues", For::Worker),
    get("/business/questions", For::Worker),
    get("/business/questions/{id}", For::Worker),
    get("/business/calendar", For::Worker),
    get("/requests", For::Worker),
    get("/requests/new", For::Worker),
    get("/requests/{id}", For::Worker),
    get("/blocks", For::Worker),
    get("/blocks/new", For::Worker),
    get("/blocks/next", For::Worker),
    get("/blocks/patterns/new", For::Worker),
    get("/blocks/patterns/{id}/end", For::Worker),
    get("/blocks/{key}", For::Worker),
    get("/blocks/{key}/move", For::Worker),
    get("/blocks/{key}/skip", For::Worker),
    get("/outgoing", For::Worker),
    get("/outgoing/{id}", For::Worker),
    get("/tray", For::Worker),
    get("/attachments/{id}", For::Worker),
    get("/promises/{id}/renegotiation", For::Worker),
    get("/promises/{id}/lesson", For::Worker),
    get("/requests/{id}/answer/outside", For::Worker),
    get("/requests/{id}/diagnosis", For::Worker),
    get("/requests/{id}/diagnosis/questions", For::Worker),
    get("/requests/{id}/diagnosis/decision", For::Worker),
    get("/requests/{id}/diagnosis/causes", For::Worker),
    get("/diagnosis/calibration", For::Worker),
    get("/requests/{id}/additions", For::Worker),
    get("/value-log", For::Worker),
    get("/value-log.csv", For::Worker),
    get("/api/v1/requests", For::Program),
    get("/api/v1/requests/{id}", For::Program),
    get("/api/v1/requests/{id}/messages", For::Program),
    get("/api/v1/requests/{id}/letters", For::Program),
    get("/api/v1/letters", For::Program),
    get("/api/v1/letters/not-through", For::Program),
    get("/api/v1/letters/{id}", For::Program),
    get("/api/v1/members", For::Program),
    get("/api/v1/absences", For::Program),
    get("/api/v1/emergencies", For::Program),
    get("/api/v1/emergency-kinds", For::Program),
    get("/api/v1/attachments/{id}", For::Program),
    get("/api/v1/tray", For::Program),
    get("/api/v1/promises", For::Program),
    get("/api/v1/promises/{id}", For::Program),
    get("/api/v1/requests/{id}/promises", For::Program),
    get("/api/v1/blocks", For::Program),
    get("/api/v1/blocks/{key}", For::Program),
    get("/api/v1/block-patterns", For::Program),
    get("/api/v1/blocks/{key}/agenda", For::Program),
    get("/api/v1/blocks/{key}/notes", For::Program),
    get("/api/v1/requests/{id}/notes", For::Program),
    get("/api/v1/requests/{id}/similar", For::Program),
    get("/api/v1/requests/{id}/answers", For::Program),
    get("/api/v1/requests/{id}/answer", For::Program),
    get("/api/v1/requests/{id}/additions", For::Program),
    get("/api/v1/requests/{id}/options", For::Program),
    get("/api/v1/requests/{id}/diagnosis", For::Program),
    get("/api/v1/diagnosis/calibration", For::Program),
    get("/api/v1/diagnosis/questions", For::Program),
    get("/api/v1/decisions", For::Program),
    get("/api/v1/decisions/{id}", For::Program),
    get("/api/v1/goals", For::Program),
    get("/api/v1/goals/{id}", For::Program),
    get("/api/v1/goals/{id}/plan", For::Program),
    get("/api/v1/steps/{id}/plan", For::Program),
    get("/api/v1/metrics", For::Program),
    get("/api/v1/metrics/{id}", For::Program),
    get("/api/v1/metrics/{id}/readings", For::Program),
    get("/api/v1/clues", For::Program),
    get("/api/v1/questions", For::Program),
    get("/api/v1/requests/{id}/links", For::Program),
    get("/s/{token}", For::LinkHolder),
    get("/s/{token}/attachments/{id}", For::LinkHolder),
    get("/s/{token}/withdrawal", For::LinkHolder),
    get("/s/{token}/link", For::LinkHolder),
    get("/s/{token}/promise", For::LinkHolder),
    get("/s/{token}/questions/{n}", For::LinkHolder),
    get("/s/{token}/questions/{n}/thanks", For::LinkHolder),
    get("/s/{token}/additions/{n}", For::LinkHolder),
    get("/s/{token}/additions/{n}/thanks", For::LinkHolder),
    get("/s/{token}/options", For::LinkHolder),
    get("/s/{token}/options/{n}", For::LinkHolder),
    // What changes something, with little in its way.
    post("/requests/new/preview", For::Worker, &[("who", "eva@customer.example"), ("words", "A course.")]),
    post(
        "/requests/new",
        For::Worker,
        &[
            ("who", "eva@customer.example"),
            ("words", "A course."),
            ("when", "{past}"),
            ("where", "in person"),
            ("key", "walked-{unique}"),
        ],
    ),
    post("/requests/{id}/messages", For::Worker, &[("reply", "How many are you?")]),
    post("/requests/{id}/setting-aside", For::Worker, &[]),
    post("/requests/{id}/promise", For::Worker, &[]),
    post("/requests/{id}/emergency", For::Worker, &[("kind", "safety"), ("why", "A guard is loose.")]),
    post("/requests/{id}/emergency/end", For::Worker, &[]),
    post("/requests/{id}/answer/outside", For::Worker, &[("why", "they-stand-beside-me"), ("words", "She waits.")]),
    get("/requests/{id}/answer", For::Worker),
    post("/requests/{id}/answer/draft", For::Worker, &[("kind", "no-because"), ("base", "{draft}")]),
    post("/requests/{id}/answer/preview", For::Worker, &[("kind", "no-because"), ("base", "{draft}")]),
    post("/requests/{id}/answer", For::Worker, &[("kind", "no-because"), ("base", "{draft}"), ("do", "look")]),
    post("/requests/{id}/answer/taking-back", For::Worker, &[]),
    post("/requests/{id}/answer/schedule/end", For::Worker, &[]),
    post("/requests/{id}/diagnosis/{n}/preview", For::Worker, &[("measure", "Deals"), ("base", "0")]),
    post("/requests/{id}/diagnosis/{n}/draft", For::Worker, &[("measure", "Deals"), ("base", "0")]),
    post("/requests/{id}/diagnosis/{n}", For::Worker, &[("measure", "Deals"), ("base", "0"), ("do", "save")]),
    post("/requests/{id}/diagnosis/mandatory", For::Worker, &[("why", "A licence.")]),
    post(
        "/requests/{id}/diagnosis/decision",
        For::Worker,
        &[("decision", "train"), ("why", "New people come."), ("driver", "urgency")],
    ),
    post("/requests/{id}/diagnosis/questions", For::Worker, &[("ask", "Q7"), ("do", "send")]),
    post("/requests/{id}/diagnosis/causes", For::Worker, &[("cause", "PRC"), ("note", "We looked.")]),
    post("/requests/{id}/additions", For::Worker, &[("ready-on", "2099-01-07"), ("base", "0")]),
    post("/requests/{id}/additions/questions", For::Worker, &[("ask", "baseline"), ("do", "send")]),
    post("/requests/{id}/additions/{element}", For::Worker, &[("words", "They date it."), ("base", "0")]),
    post("/requests/{id}/choice", For::Worker, &[("way", "1"), ("chosen-by", "Eva")]),
    post(
        "/promises/{id}/renegotiation",
        For::Worker,
        &[("time", "{later}"), ("why", "We wait for a figure."), ("kind", "waiting")],
    ),
    post("/promises/{id}/lesson", For::Worker, &[("kind", "mistake"), ("base", "0")]),
    post("/promises/{id}/renegotiation/refused", For::Worker, &[("how", "told")]),
    post(
        "/promises/{id}/renegotiation/agreed",
        For::Worker,
        &[("how", "told"), ("time", "{later}"), ("why", "We wait for a figure."), ("kind", "waiting")],
    ),
    post("/decisions", For::Worker, &[("what", "No refresher."), ("why", "They know the tool."), ("driver", "data")]),
    post("/business/goals", For::Worker, &[("title", "Renew nine of ten.")]),
    post("/business/goals/{id}/edit", For::Worker, &[("title", "Renew ten of ten."), ("version", "1")]),
    post("/business/steps/{id}", For::Worker, &[("title", "One is missing."), ("version", "1")]),
    post("/business/metrics", For::Worker, &[("name", "Deals"), ("better", "higher"), ("baseline", "17")]),
    post(
        "/business/metrics/{id}/edit",
        For::Worker,
        &[("name", "Deals"), ("better", "higher"), ("baseline", "17"), ("version", "1")],
    ),
    post("/business/metrics/{id}/readings", For::Worker, &[("read-on", "2026-01-06"), ("value", "7")]),
    post("/business/metrics/{id}/paste", For::Worker, &[("pasted", "2026-01-07;8"), ("do", "add")]),
    post("/business/metrics/{id}/changes", For::Worker, &[("happened", "A new form."), ("changed-on", "2026-01-01")]),
    post("/business/clues", For::Worker, &[("clue", "A second shift opens."), ("source", "Eva")]),
    post("/business/questions", For::Worker, &[("question", "What worries you?"), ("for", "Eva")]),
    post("/business/calendar", For::Worker, &[("address", "https://calendar.example/private/basic.ics")]),
    post("/business/meetings/setting-aside", For::Worker, &[("meeting", "nothing")]),
    post("/requests/{id}/goal", For::Worker, &[("thing", "goal:{goal}")]),
    post("/blocks", For::Worker, &[("when", "{free}"), ("minutes", "30")]),
    post(
        "/blocks/patterns",
        For::Worker,
        &[("how", "weekly"), ("weekday", "{weekday}"), ("starts", "15:30"), ("whose", "mine")],
    ),
    post("/blocks/{key}", For::Worker, &[]),
    get("/blocks/{key}/business", For::Worker),
    get("/blocks/{key}/{n}", For::Worker),
    get("/blocks/{key}/project", For::Worker),
    get("/blocks/{key}/lighter", For::Worker),
    get("/blocks/{key}/decision", For::Worker),
    get("/blocks/{key}/end", For::Worker),
    post("/blocks/{key}/words", For::Worker, &[("base-clue", "0."), ("clue", "A new form.")]),
    post("/blocks/{key}/business", For::Worker, &[("base-help", "0."), ("help", "Ask Karin."), ("do", "keep")]),
    post("/blocks/{key}/project", For::Worker, &[("base-difference", "0."), ("difference", "Kassel."), ("do", "keep")]),
    post("/blocks/{key}/lighter", For::Worker, &[("base-lighter", "0."), ("lighter", "The digest."), ("do", "keep")]),
    post("/blocks/{key}/decision", For::Worker, &[("base-clue", "0."), ("clue", "A new form."), ("do", "keep")]),
    post("/blocks/{key}/notes", For::Worker, &[("request", "{request}"), ("base-behind", "0."), ("behind", "Fear.")]),
    post("/blocks/{key}/{n}", For::Worker, &[("base-behind", "{note}"), ("behind", "Fear."), ("do", "keep")]),
    post("/blocks/{key}/end", For::Worker, &[("do", "close")]),
    post("/blocks/{key}/move", For::Worker, &[("when", "{moved}")]),
    post("/blocks/{key}/skip", For::Worker, &[("why", "A holiday.")]),
    post("/blocks/{key}/again", For::Worker, &[("when", "{free}")]),
    post("/tray/{id}/joining", For::Worker, &[("label", "{label}")]),
    post("/tray/{id}/setting-aside", For::Worker, &[]),
    post(
        "/tray/{id}/request",
        For::Worker,
        &[("address", "eva@customer.example"), ("name", "Eva"), ("words", "A course.")],
    ),
    post("/outgoing/{id}/again", For::Worker, &[]),
    post("/outgoing/{id}/setting-aside", For::Worker, &[]),
    post("/api/v1/requests", For::Program, &[]),
    post("/api/v1/requests/{id}/messages", For::Program, &[]),
    post("/api/v1/requests/{id}/setting-aside", For::Program, &[]),
    post("/api/v1/requests/{id}/promise", For::Program, &[]),
    post("/api/v1/requests/{id}/withdrawal", For::Program, &[]),
    post("/api/v1/requests/{id}/spam", For::Program, &[]),
    post("/api/v1/requests/{id}/told", For::Program, &[]),
    post("/api/v1/letters/{id}/again", For::Program, &[]),
    post("/api/v1/letters/{id}/setting-aside", For::Program, &[]),
    post("/api/v1/absences", For::Program, &[]),
    post("/api/v1/absences/{id}/end", For::Program, &[]),
    post("/api/v1/requests/{id}/emergency", For::Program, &[]),
    post("/api/v1/requests/{id}/emergency/end", For::Program, &[]),
    post("/api/v1/emergency-kinds", For::Program, &[]),
    post("/api/v1/emergency-kinds/{id}/end", For::Program, &[]),
    post("/api/v1/tray/{id}/request", For::Program, &[]),
    post("/api/v1/tray/{id}/joining", For::Program, &[]),
    post("/api/v1/tray/{id}/setting-aside", For::Program, &[]),
    post("/api/v1/promises/{id}/renegotiation", For::Program, &[]),
    post("/api/v1/promises/{id}/renegotiation/agreed", For::Program, &[]),
    post("/api/v1/renegotiations/{id}/agreed", For::Program, &[]),
    post("/api/v1/renegotiations/{id}/refused", For::Program, &[]),
    post("/api/v1/blocks", For::Program, &[]),
    post("/api/v1/blocks/{key}/move", For::Program, &[]),
    post("/api/v1/blocks/{key}/skip", For::Program, &[]),
    post("/api/v1/blocks/{key}/again", For::Program, &[]),
    post("/api/v1/block-patterns", For::Program, &[]),
    post("/api/v1/block-patterns/{id}/end", For::Program, &[]),
    post("/api/v1/blocks/{key}/opening", For::Program, &[]),
    post("/api/v1/blocks/{key}/setting-aside", For::Program, &[]),
    post("/api/v1/blocks/{key}/closing", For::Program, &[]),
    Route { method: "PUT", path: "/api/v1/blocks/{key}/notes", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/requests/{id}/notes", whom: For::Program, fields: &[] },
    post("/api/v1/requests/{id}/answer/sending", For::Program, &[]),
    post("/api/v1/requests/{id}/answer/ready", For::Program, &[]),
    post("/api/v1/requests/{id}/answer/taking-back", For::Program, &[]),
    post("/api/v1/requests/{id}/answer/schedule/end", For::Program, &[]),
    post("/api/v1/requests/{id}/additions/questions", For::Program, &[]),
    Route { method: "PUT", path: "/api/v1/requests/{id}/additions", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/requests/{id}/additions/{element}", whom: For::Program, fields: &[] },
    post("/api/v1/requests/{id}/options/choice", For::Program, &[]),
    Route { method: "PUT", path: "/api/v1/promises/{id}/lesson", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/requests/{id}/answer", whom: For::Program, fields: &[] },
    post("/api/v1/decisions", For::Program, &[]),
    post("/api/v1/goals", For::Program, &[]),
    post("/api/v1/goals/{id}/end", For::Program, &[]),
    post("/api/v1/goals/{id}/steps", For::Program, &[]),
    post("/api/v1/steps/{id}/end", For::Program, &[]),
    post("/api/v1/metrics", For::Program, &[]),
    post("/api/v1/metrics/{id}/end", For::Program, &[]),
    post("/api/v1/metrics/{id}/readings", For::Program, &[]),
    post("/api/v1/metrics/{id}/changes", For::Program, &[]),
    post("/api/v1/clues", For::Program, &[]),
    post("/api/v1/clues/{id}/removal", For::Program, &[]),
    post("/api/v1/metrics/{id}/readings/removal", For::Program, &[]),
    post("/api/v1/metrics/{id}/readings/undoing", For::Program, &[]),
    post("/api/v1/metrics/{id}/changes/removal", For::Program, &[]),
    post("/api/v1/questions", For::Program, &[]),
    post("/api/v1/questions/{id}/outcome", For::Program, &[]),
    post("/api/v1/requests/{id}/links", For::Program, &[]),
    post("/api/v1/requests/{id}/links/end", For::Program, &[]),
    Route { method: "PUT", path: "/api/v1/goals/{id}", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/steps/{id}", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/metrics/{id}", whom: For::Program, fields: &[] },
    post("/api/v1/requests/{id}/diagnosis/questions", For::Program, &[]),
    Route { method: "PUT", path: "/api/v1/requests/{id}/diagnosis/answers/{n}", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/requests/{id}/diagnosis/decision", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/requests/{id}/diagnosis/mandatory", whom: For::Program, fields: &[] },
    Route { method: "PUT", path: "/api/v1/requests/{id}/diagnosis/review", whom: For::Program, fields: &[] },
    post("/s/{token}/additions/{n}", For::LinkHolder, &[("owner", "Eva")]),
    post("/s/{token}/questions/{n}", For::LinkHolder, &[("q6-answer", "most_could")]),
    post("/s/{token}/messages", For::LinkHolder, &[("reply", "Nine people.")]),
    post("/s/{token}/promise", For::LinkHolder, &[("answer", "yes")]),
    post("/s/{token}/options", For::LinkHolder, &[("counter", "Something else.")]),
    post("/s/{token}/options/{n}", For::LinkHolder, &[]),
    post("/s/{token}/withdrawal", For::LinkHolder, &[]),
    post("/s/{token}/language", For::LinkHolder, &[("language", "en")]),
    post("/s/{token}/link", For::LinkHolder, &[]),
    // What ends something.
    post("/requests/{id}/goal/end", For::Worker, &[("thing", "goal:{goal}")]),
    post("/business/metrics/{id}/readings/removal", For::Worker, &[("on", "2026-01-05")]),
    post("/business/metrics/{id}/paste/undo", For::Worker, &[("paste", "{goal}")]),
    post("/business/metrics/{id}/changes/removal", For::Worker, &[("change", "{goal}")]),
    post("/business/metrics/{id}/end", For::Worker, &[]),
    post("/business/steps/{id}/end", For::Worker, &[]),
    post("/business/goals/{id}/end", For::Worker, &[]),
    post("/business/clues/{id}/removal", For::Worker, &[]),
    post("/business/questions/{id}", For::Worker, &[("outcome", "asked"), ("came", "A second reviewer.")]),
    post("/business/calendar/end", For::Worker, &[]),
    post("/blocks/patterns/{id}/end", For::Worker, &[("from", "2099-01-05")]),
    post("/blocks/patterns/{id}/going-on", For::Worker, &[]),
    post("/requests/{id}/withdrawal", For::Worker, &[]),
    post("/requests/{id}/spam", For::Worker, &[]),
    post("/me", For::Account, &[("name", "")]),
    post("/me/absences", For::Worker, &[("from", "nonsense")]),
    post("/me/absences/{id}/end", For::Worker, &[]),
    post("/me/feeds", For::Worker, &[("name", "My telephone")]),
    post("/me/feeds/{id}/renewal", For::Worker, &[]),
    post("/me/feeds/{id}/end", For::Worker, &[]),
    post("/settings/emergencies", For::Lead, &[("word", "a recall"), ("sentence", "A product comes back.")]),
    post("/settings/emergencies/{id}/end", For::Lead, &[]),
    post("/settings/feeds", For::Lead, &[("name", "The wall")]),
    post("/settings/feeds/{id}/renewal", For::Lead, &[]),
    post("/settings/feeds/{id}/end", For::Lead, &[]),
    post("/settings/calendar/absences", For::Lead, &[("from", "nonsense")]),
    post("/settings/calendar/absences/{id}/end", For::Lead, &[]),
    post("/me/sessions/end", For::Account, &[("begun", "0")]),
    post("/settings/calendar", For::Lead, &[("zone", "nonsense")]),
    post("/settings/letters", For::Lead, &[("language", "de"), ("text", "No promise.")]),
    post("/settings/letters/language", For::Lead, &[("spoken", "en")]),
    post("/settings/calendar/holidays", For::Lead, &[]),
    post("/settings/turnaround", For::Lead, &[("amount", "nonsense")]),
    post("/welcome/block", For::Lead, &[("how", "weekly"), ("weekday", "{weekday}"), ("starts", "08:00")]),
    post("/welcome", For::All, &[("key", "wrong")]),
    post("/t/{slug}/ask", For::All, &[]),
    post("/sign-in", For::All, &[("address", "nobody@customer.example"), ("password", "wrong")]),
    post("/sign-in/link", For::All, &[("address", "nobody@customer.example")]),
    post("/sign-in/link/{token}", For::All, &[]),
    post("/password", For::Account, &[("old", "wrong"), ("new", "short")]),
    post("/teams", For::Account, &[("team", "{team}")]),
    post("/sign-out", For::All, &[]),
];

/// Every method and path that the sources route.
pub fn in_the_sources() -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for room in std::fs::read_dir(root.join("rooms")).unwrap() {
        rust_files(&room.unwrap().path().join("src"), &mut files);
    }
    rust_files(&root.join("offwheel/src"), &mut files);
    files.push(root.join("edges/web/src/assets.rs"));
    let shell = std::fs::read_to_string(root.join("edges/web/src/shell.rs")).unwrap();
    let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let mut everywhere = names(&shell);
    everywhere.extend(texts.iter().flat_map(|text| names(text)));
    let mut found = BTreeSet::new();
    for text in &texts {
        let here = names(text);
        let known = |name: &str| here.get(name).or_else(|| everywhere.get(name)).cloned();
        for call in text.split(".route(").skip(1) {
            let (place, handlers) = call.split_once(',').unwrap();
            let place = place.trim();
            let path =
                place.strip_prefix('"').map(|rest| rest.trim_end_matches('"').to_owned()).or_else(|| known(place));
            let path = path.unwrap_or_else(|| panic!("the path {place} is not known"));
            let handlers = whole_call(handlers);
            for (word, method) in
                [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("delete(", "DELETE"), ("any(", "ANY")]
            {
                let is_called =
                    |at: usize| !handlers[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
                if handlers.match_indices(word).any(|(at, _)| is_called(at)) {
                    found.insert((method.to_owned(), path.clone()));
                }
            }
        }
    }
    found
}

/// Up to the bracket that closes the call of `route`.
fn whole_call(rest: &str) -> &str {
    let mut depth = 1;
    for (at, sign) in rest.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    rest
}

/// Names of texts: `const DESK: &str = "/desk"`.
fn names(text: &str) -> BTreeMap<String, String> {
    let named = |part: &str| {
        let (name, rest) = part.split_once(": &str = \"")?;
        let is_name = rest.starts_with('/') && name.chars().all(|sign| sign.is_ascii_uppercase() || sign == '_');
        is_name.then(|| (name.to_owned(), rest.split('"').next().unwrap_or_default().to_owned()))
    };
    text.split("const ").filter_map(named).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if name != "tests" {
                rust_files(&path, files);
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            files.push(path);
        }
    }
}

#[test]
fn every_route_of_the_program_is_walked() {
    let known: BTreeSet<(String, String)> =
        ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    assert_eq!(known.len(), ROUTES.len(), "each once");
    let found = in_the_sources();
    let missing: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(missing.is_empty() && gone.is_empty(), "say who may walk {missing:?}; {gone:?} are no routes any more");
}
