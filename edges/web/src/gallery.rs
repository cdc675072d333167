//! Every part in a page of each frame, looked at by rules that hold for all pages.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use maud::{Markup, html};

use crate::buttons::{Button, actions, one_button};
use crate::fields::{honeypot, kept_line, send_value};
use crate::forms::{Errors, Filled, Typed};
use crate::heads::{PageHead, View, section, views};
use crate::lists::{DiaryRow, Step, Table, diary, diary_unordered, empty, empty_page, facts, steps, steps_compact};
use crate::marks::{State, tag, tag_accent, tag_care};
use crate::notices::{Notice, Tone};
use crate::promise::{ClockRow, Counts, clock, explain, explain_open, figure, figure_few, promise, promise_small};
use crate::said::Said;
use crate::shell::{Focus, Habits, Here, Light, Public, Reach, Shell, Who, sign_in};
use crate::when::{When, amount};
use crate::words::{From, Mail, Message, conversation, quote};
use crate::{Changed, Failure, Icon};

/// What a stranger would like to see run on the page.
const ATTACK: &str = "\"><img src=x onerror=alert(1)><script>alert(2)</script>' style='x";

fn when() -> When {
    When::in_zone("Europe/Berlin", "2026-11-25T09:52:00Z".parse().unwrap()).unwrap()
}

fn due() -> Timestamp {
    "2026-11-26T08:00:00Z".parse().unwrap()
}

fn who(reach: Reach) -> Who {
    Who {
        person_name: format!("Jonas {ATTACK}"),
        team_name: "Learning at Lindmoor".to_owned(),
        reach,
        may_settings: reach != Reach::Sponsor,
        habits: Habits { keys_off: true, light: Light::Dark },
        said: Said::well("Sent. The promise is kept.").more("Ben Ruhl has your answer since 11:58."),
    }
}

/// A form that came back with errors, one of them at a field without text.
fn form() -> Filled {
    let typed = Typed::filled([
        ("what", ATTACK),
        ("mail", "karin.oldsted@"),
        ("kind", "options"),
        ("send", "on"),
        ("zone", "Europe/Berlin"),
        ("fixed", ""),
    ]);
    let mut errors = Errors::default();
    errors.add("what", "Write what you need, in a sentence or two");
    errors.add("mail", "Add the part after the @");
    errors.add("kind", format!("Choose one, not {ATTACK}"));
    errors.add_whole("The number was taken meanwhile");
    Filled::back(typed, errors)
}

fn fields(form: &Filled) -> Markup {
    html! {
        form class="stack" method="post" action="/t/learning/ask" enctype="multipart/form-data" data-keep="/notes" data-zone="Europe/Berlin" {
            (form.notice())
            (form.field("what", "What do you need?").hint("Two or three sentences are enough.").question().area())
            (form.field("mail", "Your work email").autocomplete("email").email())
            (form.field("hours", "Turnaround, in hours").narrow().number(Some(1), Some(240)))
            (form.field("password", "Password").autocomplete("current-password").password())
            (form.field("zone", "Time zone").small().select(&[("Europe/Berlin", "Berlin (Europe/Berlin)"), ("UTC", "UTC")]))
            (form.field("baseline", "Baseline").inline().note("asked in the mail").text())
            (form.field("at", "When did they ask?").placeholder("today, 10:30").digits().proposals("people").date_time())
            (form.field("file", "Files").optional().files())
            (form.choices("kind", "What kind of answer is it?").grid().hint("One of five.")
                .option("yes", "Yes, and", Some("We take the order.")).option("options", "Options", None)
                .followed_by(form.field("fixed", "The date").narrow().date()))
            (form.segments("channel", "Where?", &[("person", "in person"), ("phone", "phone")]))
            (form.tick("send", "Send the acknowledgement now", Some("it tells him he was heard")))
            (form.hidden("kind"))
            (honeypot("website", crate::Language::En))
            (kept_line())
            (actions([Button::submit("Send").primary().large(), Button::submit("Keep").named("act", "keep").unchecked().sending_to("/keep"), Button::link("Back", "/desk").plain().icon(Icon::Back).heard_as(" to the desk")]))
        }
    }
}

fn parts() -> Markup {
    let (when, due) = (when(), due());
    let row = |day: &str, time: &str, counts| ClockRow {
        day: day.to_owned(),
        time: time.to_owned(),
        words: format!("Working day {ATTACK}"),
        counted: "9 h".to_owned(),
        counts,
    };
    html! {
        (PageHead::new(ATTACK).under("Requests", "/requests").ends("R-218").lead(html! { "Promised by " (when.moment_strong(due)) }).meta(State::Parked).meta(ATTACK).side(html! { (Button::link("Reserve another", "/blocks/new").small()) }))
        (views("Promises by state", &[View { word: "All", path: "/promises", count: Some(148), current: true }, View { word: ATTACK, path: "/promises?state=open", count: None, current: false }]))
        (Notice::new(Tone::Stop, "Not added").why(ATTACK).actions(html! { (Button::link("Keep it", "/").small()) }))
        (Notice::new(Tone::Plain, "To know")) (Notice::new(Tone::Care, "Careful")) (Notice::new(Tone::Good, "Done").icon(Icon::Mail))
        (section("g-promise", "Promise", Some(html! { (ATTACK) }), &html! {
            (promise("Ben Ruhl will hear from us by", &when.moment(due)))
            (promise_small(ATTACK, &when.moment(due), Some(html! { "It stands until Pavel says yes." })))
            (explain_open("Explain this date", &clock("Berlin", &[row("Tue 24 Nov", "17:50", Counts::Still), row("Wed 25 Nov", "09:00 to 24:00", Counts::Runs), row("Thu 26 Nov", "09:00", Counts::Result)], crate::Language::En)))
            (explain("Why then?", &html! { p { (when.near(due)) " " (amount(3, "hour", "hours")) } }))
            (figure("Promises kept", "93\u{a0}%", "118 of 127", Some(html! { "Likely between 87 and 96\u{a0}%." }))) (figure_few(ATTACK, "6 of 9", None))
        }))
        (section("g-lists", "Lists", None, &html! {
            (diary([DiaryRow::link(ATTACK, "/requests/1").when("16:30", Some("today")).note("Sofia Brandel").end("in today’s block"), DiaryRow::new("Nothing yet")]))
            (diary_unordered([DiaryRow::new(html! { "A " b { "part" } })]))
            (steps("Where it stands", [Step::done(ATTACK).below(when.long(due)), Step::here("You choose"), Step::to_come("Delivery")])) (steps_compact("Steps", [Step::here("The business first")]))
            (facts([("Asked by", ATTACK), ("For", "about 60 people")]))
            (Table::new("Open requests, next promise first. Times are Berlin.", ["Request", "State", ""]).even().rows([html! { tr { th scope="row" { (ATTACK) } td { (State::Review) } td class="end" { a href="/requests/1" { "Read" } } } }]))
            (Table::new("Office hours", ["Day"]).tight().rows([]))
            (empty("No promises yet", &html! { p { "One will stand here." } }, Some(html! { (Button::link("Try it", "/t/learning/ask")) })))
            div class="cluster" { (State::Closed.says("void")) (tag(ATTACK)) (tag_accent("data")) (tag_care("talk first")) }
        }))
        (section("g-words", "Words", None, &html! {
            (quote(ATTACK))
            (conversation([
                Message { from: From::Stakeholder, name: ATTACK, shown: "You", beside: when.moment_short(due), body: crate::words::paragraphs(ATTACK) },
                Message { from: From::Machine, name: "", shown: "Acknowledgement", beside: when.moment_near(due), body: html! {} },
                Message { from: From::Team, name: "Aylin Korrey", shown: "Aylin Korrey", beside: when.moment_long(due), body: html! {} },
            ]))
            (Mail { to: ATTACK, from: ATTACK, subject: ATTACK, body: html! { p { "Hello Ben," } } })
            (one_button("/requests/1/withdrawal", &Button::submit("Withdraw").stop()))
            (send_value("/outgoing/1/attempt", "letter", ATTACK, &Button::submit("Try again").quiet().small()))
        }))
        (section("g-form", "Form", None, &fields(&form())))
    }
}

fn pages() -> Vec<(&'static str, Markup)> {
    let body = parts();
    let alone = html! { div class="stack" { h1 { "What would you like help with?" } (fields(&form())) (empty_page("Nothing", &html! {}, None)) } };
    let mut pages = vec![
        ("member", Shell::new(ATTACK, Here::Requests, &who(Reach::Team)).page(&body)),
        ("narrow", Shell::new("Promises", Here::Promises, &who(Reach::Sponsor)).narrow().page(&body)),
        ("settings", Shell::new("Settings", Here::Settings, &who(Reach::Nothing)).form().page(&body)),
        (
            "public",
            Public {
                title: ATTACK,
                team_name: ATTACK,
                aside: Some(html! { (ATTACK) }),
                foot: Some(ATTACK),
                wide: true,
                language: crate::Language::De,
                languages: None,
                said: Said::with_care(ATTACK),
            }
            .page(&alone),
        ),
        (
            "block",
            Focus {
                title: "Block",
                block: "Daily block",
                when: "Wednesday 25 November, 11:30 to 12:00 (Berlin)",
                pause: "/desk",
                steps: steps_compact("Steps", [Step::here("The business first")]),
                beside: Some(("What we know", html! { section { h2 class="eyebrow" { "Clues" } } })),
                habits: Habits::default(),
                said: Said::default(),
            }
            .page(&alone),
        ),
        ("sign-in", sign_in("Sign in", Some(ATTACK), &Said::default(), &form().field("mail", "Work email").email())),
    ];
    let changed = Changed {
        by: Some(ATTACK.to_owned()),
        ago: Some("a minute ago".to_owned()),
        theirs: Some(ATTACK.to_owned()),
        yours: Some(ATTACK.to_owned()),
    };
    for failure in [
        Failure::NotFound,
        Failure::Conflict(changed),
        Failure::Refused(ATTACK.to_owned()),
        Failure::Invalid(form().errors),
    ] {
        pages.push(("failure", failure.page()));
    }
    pages
}

/// A tag with its attributes as they stand in the page; closing tags are left out.
fn tags(page: &str) -> Vec<(String, HashMap<String, String>)> {
    let mut tags = Vec::new();
    for piece in page.split('<').skip(1).filter(|piece| !piece.starts_with(['/', '!'])) {
        let (name, mut rest) = piece.split_at(piece.find([' ', '>']).unwrap());
        let mut attributes = HashMap::new();
        while let Some(more) = rest.strip_prefix(' ') {
            let end = more.find(['=', ' ', '>']).unwrap();
            let (key, behind) = more.split_at(end);
            rest = behind;
            let mut value = String::new();
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let (inside, behind) = quoted.split_once('"').unwrap();
                value = inside.to_owned();
                rest = behind;
            }
            assert!(attributes.insert(key.to_owned(), value).is_none(), "{key} comes twice in <{name}>");
        }
        assert!(rest.starts_with('>'), "<{name} … {rest}");
        tags.push((name.to_owned(), attributes));
    }
    tags
}

#[test]
fn no_page_needs_inline_style_or_script() {
    for (page, markup) in pages() {
        for (tag, attributes) in tags(&markup.into_string()) {
            assert!(!["style", "img", "iframe", "base", "object"].contains(&tag.as_str()), "<{tag}> on {page}");
            assert!(tag != "script" || attributes.get("src").is_some_and(|src| src.starts_with("/assets/")), "{page}");
            for (name, value) in &attributes {
                assert!(!name.starts_with("on") && name != "style", "{name} on {page}");
                if ["href", "src", "action", "formaction"].contains(&name.as_str()) {
                    assert!(
                        value.starts_with('#') || (value.starts_with('/') && !value.starts_with("//")),
                        "{name}={value} on {page}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_people_typed_is_never_markup() {
    for (page, markup) in pages() {
        let page_text = markup.into_string();
        assert!(!page_text.contains("<img") && !page_text.contains("<script>"), "{page}");
    }
}

#[test]
fn every_page_has_one_title_and_skips_no_level() {
    for (page, markup) in pages() {
        let levels: Vec<u8> = tags(&markup.into_string())
            .into_iter()
            .filter_map(|(tag, _)| tag.strip_prefix('h')?.parse().ok())
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{page}");
        assert_eq!(levels.first(), Some(&1), "{page}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?} on {page}");
    }
}

#[test]
fn every_id_is_there_once_and_every_tie_leads_to_one() {
    for (page, markup) in pages() {
        let tags = tags(&markup.into_string());
        let ids: Vec<&str> =
            tags.iter().filter_map(|(_, attributes)| attributes.get("id").map(String::as_str)).collect();
        let known: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{ids:?} on {page}");
        let failure = page == "failure";
        for (tag, attributes) in &tags {
            for tie in ["for", "aria-describedby", "aria-labelledby", "popovertarget"] {
                for id in attributes.get(tie).into_iter().flat_map(|value| value.split(' ')) {
                    assert!(known.contains(id), "{tie}={id} on {page}");
                }
            }
            if tag == "a" && !failure {
                let target = attributes["href"].strip_prefix('#');
                assert!(target.is_none_or(|id| known.contains(id)), "{attributes:?} on {page}");
            }
        }
    }
}

#[test]
fn an_error_stands_at_its_field_with_the_text_still_there() {
    let page = fields(&form()).into_string();
    let tags = tags(&page);
    let control = |id: &str| {
        tags.iter().find(|(_, attributes)| attributes.get("id").is_some_and(|given| given == id)).unwrap().1.clone()
    };
    let what = control("f-what");
    assert_eq!((what["aria-invalid"].as_str(), what["aria-describedby"].as_str()), ("true", "f-what-h f-what-e"));
    assert!(page.contains("&quot;&gt;&lt;img src=x"), "the typed text is in the textarea");
    let mail = control("f-mail");
    assert_eq!((mail["value"].as_str(), mail["aria-describedby"].as_str()), ("karin.oldsted@", "f-mail-e"));
    assert!(!control("f-hours").contains_key("aria-invalid") && !control("f-hours").contains_key("aria-describedby"));
    assert!(page.contains(r##"<p><a href="#f-mail">Add the part after the @</a></p>"##));
    assert!(page.contains("<p>The number was taken meanwhile</p>"));
    assert!(page.contains("Four things to mend before this can be sent"));
    assert!(page.contains(r#"role="alert""#) && page.contains("autofocus"));
    let chosen = tags
        .iter()
        .filter(|(_, attributes)| attributes.contains_key("checked"))
        .map(|(_, attributes)| attributes["value"].clone());
    assert_eq!(chosen.collect::<Vec<_>>(), ["options", "on"]);
    assert!(page.contains(r#"<option value="Europe/Berlin" selected>"#));
}

#[test]
fn a_password_never_comes_back() {
    let page = Filled::with([("password", "correct horse")]).field("password", "Password").password().into_string();
    assert!(!page.contains("horse"), "{page}");
}

#[test]
fn every_control_has_a_label() {
    for (page, markup) in pages() {
        let text = markup.into_string();
        let tags = tags(&text);
        let labelled: HashSet<&str> = tags
            .iter()
            .filter(|(tag, _)| tag == "label")
            .filter_map(|(_, attributes)| attributes.get("for").map(String::as_str))
            .collect();
        for (tag, attributes) in &tags {
            let kind = attributes.get("type").map_or("", String::as_str);
            let own = ["hidden", "radio", "checkbox"].contains(&kind) || attributes.contains_key("tabindex");
            if ["input", "select", "textarea"].contains(&tag.as_str()) && !own {
                assert!(labelled.contains(attributes["id"].as_str()), "{attributes:?} on {page}");
            }
        }
    }
}

#[test]
fn the_rail_shows_only_what_is_open_to_who_looks() {
    let places = |reach| {
        let page = Shell::new("Any", Here::Promises, &who(reach)).page(&html! {}).into_string();
        let links: Vec<String> = tags(&page)
            .into_iter()
            .filter(|(_, attributes)| attributes.get("class").is_some_and(|class| class == "rail-link"))
            .map(|(_, attributes)| attributes["href"].clone())
            .collect();
        (links.join(" "), page.contains("New request"))
    };
    assert_eq!(places(Reach::Team), ("/desk /requests /blocks /promises /business /settings /me".to_owned(), true));
    assert_eq!(places(Reach::Sponsor), ("/promises /me".to_owned(), false));
    assert_eq!(places(Reach::Nothing), ("/settings /me".to_owned(), false));
}

#[test]
fn the_markup_is_the_design_s() {
    let row = DiaryRow::link("CRM refresher", "/requests/1")
        .when("09:00", Some("Thu 26 Nov"))
        .note("Ben Ruhl will have a first answer.")
        .end("in today’s block");
    assert_eq!(
        diary([row]).into_string(),
        "<ol class=\"diary\" role=\"list\"><li class=\"diary-row\"><div class=\"diary-when\"><b>09:00</b><span>Thu 26 Nov</span></div><div class=\"diary-body\"><p \
         class=\"diary-title\"><a href=\"/requests/1\">CRM refresher</a></p><p class=\"diary-note\">Ben Ruhl will have a first answer.</p></div><div class=\"diary-end\">in \
         today’s block</div></li></ol>"
    );
    assert_eq!(
        steps("Steps", [Step::done("Done").below("Wednesday"), Step::here("Here")]).into_string(),
        "<ol class=\"steps\" role=\"list\" aria-label=\"Steps\"><li data-done><span>Done<small>Wednesday</small></span></li><li aria-current=\"step\"><span>Here</span></li></ol>"
    );
    assert_eq!(
        Filled::empty().field("date", "The date").optional().narrow().date().into_string(),
        "<div class=\"field\" data-width=\"s\"><label for=\"f-date\">The date <span class=\"field-optional\">optional</span></label><input class=\"input\" type=\"date\" \
         id=\"f-date\" name=\"date\"></div>"
    );
}
