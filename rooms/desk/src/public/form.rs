//! The form of a team, which anybody may fill in. It works without a script, keeps what was typed whatever happens, and takes in the same
//! sending once.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use ground::{Actor, Ground};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use requests::acts::LONGEST_WORDS;
use requests::{Ask, Channel, Door, FileIn, Refused};
use sha2::{Digest, Sha256};
use team::{Limit, NotAnAddress};
use web::buttons::Button;
use web::fields::honeypot;
use web::forms::{Attached, Errors, Filled, Typed, WithFiles};
use web::guard::Client;
use web::languages::{Browser, FIELD, links};
use web::paging::with_query;
use web::promise::{explain, explain_open};
use web::shell::Public;
use web::when::{NotATime, When};
use web::{Failure, Language, see_other};

use super::received::{Receipt, zone_said};
use super::{Host, foot, form_path, frame};
use crate::say;

/// A field that people don't see.
const HONEYPOT: &str = "homepage";
/// The hidden key by which a sending is known when it comes again.
const KEY: &str = "form";
/// The longest of the short answers, in signs.
const LONGEST_LINE: usize = 500;

pub(super) fn routes() -> Router<Ground> {
    // A whole company may come from one address, so many are taken at once.
    let at_once = NonZeroU32::new(60).unwrap_or(NonZeroU32::MIN);
    // The page says it in the language of the form.
    let limit = Arc::new(Limit::new(at_once, Duration::from_secs(10), say::ask_too_many(Language::En)));
    Router::new()
        .route("/t/{slug}/ask", get(show).post(submit))
        .route("/t/{slug}/ask/promise", get(show_promise))
        .layer(Extension(limit))
}

/// The language that was chosen, else that of the browser, else the team's.
fn language_of(typed: &Typed, browser: Browser, host: &Host) -> Language {
    Language::of_tag(typed.text(FIELD)).or(browser.0).unwrap_or(host.language)
}

async fn show(
    State(ground): State<Ground>,
    browser: Browser,
    Path(slug): Path<String>,
    query: Typed,
) -> web::Result<Markup> {
    let host = Host::of(&ground, &slug).await?;
    let key = known_key(&query).map_or_else(ground::fresh_token, str::to_owned);
    let language = language_of(&query, browser, &host);
    let form = Filled::with([(KEY, key.as_str()), ("zone", query.text("zone")), (FIELD, language.tag())]);
    Ok(page(&ground, &host, &form.in_language(language)))
}

/// The key that a form brought, if it is one that a form of ours may hold.
fn known_key(typed: &Typed) -> Option<&str> {
    let is_ours =
        |key: &&str| key.len() == 26 && key.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
    typed.some(KEY).filter(is_ours)
}

fn page(ground: &Ground, host: &Host, form: &Filled) -> Markup {
    let language = form.language();
    let body = html! {
        form class="stack" data-gap="l" method="post" enctype="multipart/form-data" action=(form_path(&host.team.slug)) data-zone-here="" novalidate {
            (form.notice())
            div class="stack" {
                h1 { (say::ask_heading(language)) }
                p class="lead" {
                    (say::ask_lead(language, host.in_force.turnaround.words(language)))
                }
            }
            (form.field("what", say::ask_what(language)).hint(say::ask_what_hint(language)).area())
            (form.field("result", say::ask_result(language)).optional().hint(say::ask_result_hint(language)).text())
            (form.choices("fixed", say::ask_fixed(language)).optional().grid()
                .option("no", say::ask_fixed_no(language), None)
                .option("yes", say::ask_fixed_yes(language), None)
                .followed_by(form.field("date", say::ask_date(language)).narrow().date()))
            div class="columns" {
                (form.field("name", say::ask_name(language)).optional().autocomplete("name").text())
                (form.field("address", say::ask_address(language)).autocomplete("email").email())
            }
            (more(form))
            (honeypot(HONEYPOT, form.language()))
            (form.hidden(KEY))
            (form.hidden("zone"))
            (form.hidden(FIELD))
            div class="stack" data-gap="s" {
                div { (Button::submit(say::ask_send(language)).primary().large()) }
                (promised_now(ground, host, form))
            }
        }
    };
    let title = match form.errors.len() {
        0 => say::ask_title(language, &host.team.name),
        _ => say::ask_title_not_sent(language, &host.team.name),
    };
    let foot = foot(&host.team, language);
    let languages = links(language, |other| in_language(host, form, other));
    Public { language, languages: Some(languages), ..frame(&host.team, &title, &foot) }.page(&body)
}

/// The form in another language; its key stays, so that it is the same note, and the zone with it.
fn in_language(host: &Host, form: &Filled, language: Language) -> String {
    let pairs = [(KEY, form.typed.text(KEY)), ("zone", form.typed.text("zone")), (FIELD, language.tag())];
    with_query(&form_path(&host.team.slug), &pairs)
}

/// What few need: files, and for whom it is. Open where something stands in it.
fn more(form: &Filled) -> Markup {
    let language = form.language();
    let body = html! {
        (form.field("files", say::ask_files(language)).hint(say::ask_files_hint(language)).files())
        (form.field("audience", say::ask_audience(language)).optional().text())
    };
    let stands_open = form.typed.some("audience").is_some()
        || ["files", "audience"].iter().any(|name| form.errors.of(name).is_some());
    let summary = say::ask_more(language);
    if stands_open { explain_open(summary, &body) } else { explain(summary, &body) }
}

/// What would be promised for a note that is sent now. A script asks for the line again where the browser reads in another zone.
fn promised_now(ground: &Ground, host: &Host, form: &Filled) -> Markup {
    let zone = zone_said(form.typed.text("zone"), host);
    let from = format!("{}/promise?{FIELD}={}&zone=", form_path(&host.team.slug), form.language().tag());
    html! {
        p class="small quiet" data-zone-shown=(zone.iana_name().unwrap_or_default()) data-zone-from=(from) { (promise_line(ground, host, &zone, form.language())) }
    }
}

/// Nothing where the calendar gives no time.
fn promise_line(ground: &Ground, host: &Host, zone: &TimeZone, language: Language) -> Markup {
    let now = ground.now();
    let when = When::new(zone.clone(), now).in_language(language);
    html! {
        @if let Ok(computed) = promises::computed(&host.in_force, now, now) {
            (say::ask_promise_html(language, when.moment_strong(computed.due_at)))
        }
    }
}

async fn show_promise(
    State(ground): State<Ground>,
    browser: Browser,
    Path(slug): Path<String>,
    query: Typed,
) -> web::Result<Markup> {
    let host = Host::of(&ground, &slug).await?;
    let language = language_of(&query, browser, &host);
    Ok(promise_line(&ground, &host, &zone_said(query.text("zone"), &host), language))
}

async fn submit(
    State(ground): State<Ground>,
    limit: Extension<Arc<Limit>>,
    client: Client,
    browser: Browser,
    Path(slug): Path<String>,
    sent: WithFiles,
) -> web::Result<Response> {
    let host = Host::of(&ground, &slug).await?;
    let WithFiles { typed, files } = sent;
    let language = language_of(&typed, browser, &host);
    let typed = typed.in_language(language);
    if typed.some(HONEYPOT).is_some() {
        return Ok(taken_for_a_machine(&host, typed).into_response());
    }
    let zone = zone_said(typed.text("zone"), &host);
    let mut errors = typed.check();
    let ask = read(&ground, &typed, &zone, &files, &mut errors);
    let (Some(ask), true) = (ask, errors.is_empty()) else {
        return Ok(again(&ground, &host, typed, errors, &files, StatusCode::UNPROCESSABLE_ENTITY));
    };
    if let Err(failure) = limit.check(&counted_under(client)) {
        return not_now(&ground, &host, typed, &files, failure);
    }
    match requests::take_in(&ground, host.team.id, Actor::Machine("form"), ask).await {
        Ok(taken) => {
            let key = known_key(&typed).unwrap_or_default();
            let receipt = Receipt::of(taken.request, &typed, key, language, ground.now());
            Ok(see_other(receipt.path(&ground, &host.team)).into_response())
        }
        Err(refused) => match field_of(&refused) {
            Some(field) => {
                let errors = Errors::at(field, words_of(&refused, language));
                Ok(again(&ground, &host, typed, errors, &files, StatusCode::UNPROCESSABLE_ENTITY))
            }
            None => not_now(&ground, &host, typed, &files, refused.into()),
        },
    }
}

/// Reads what somebody asks; what is to be mended goes to its field.
fn read(ground: &Ground, typed: &Typed, zone: &TimeZone, files: &[Attached], errors: &mut Errors) -> Option<Ask> {
    let language = typed.language();
    let what = errors.need(typed, "what", say::ask_what_missing(language)).unwrap_or_default();
    errors.limit(typed, "what", LONGEST_WORDS);
    for line in ["result", "audience", "name"] {
        errors.limit(typed, line, LONGEST_LINE);
    }
    let when = When::new(zone.clone(), ground.now()).in_language(language);
    let fixed_on = fixed_date(typed, &when, errors);
    let address = match typed.some("address") {
        Some(address) => {
            errors.keep("address", team::mail_address(address).map_err(|wrong| address_words(language, &wrong)))
        }
        None => {
            errors.add("address", say::ask_address_missing(language));
            None
        }
    };
    let mut ask = Ask::new(Channel::Portal, address?, what, ground.now());
    ask.from_name = typed.some("name").map(str::to_owned);
    ask.language = Some(language);
    ask.zone = team::zone_named(typed.text("zone"));
    ask.result = typed.some("result").map(str::to_owned);
    ask.audience = typed.some("audience").map(str::to_owned);
    ask.fixed_on = fixed_on;
    ask.files = files_in(files);
    ask.door = known_key(typed).map(|key| Door {
        name: "form",
        // The same form with other words in it is another note, not the same one again.
        key: format!("{key}:{}", print_of(&ask)),
        content_print: String::new(),
    });
    Some(ask)
}

fn fixed_date(typed: &Typed, when: &When, errors: &mut Errors) -> Option<Date> {
    let language = when.language();
    let text = typed.some("date").filter(|_| !typed.chose("fixed", "no"));
    let Some(text) = text else {
        if !typed.chose("fixed", "yes") {
            return None;
        }
        errors.add("date", say::ask_date_missing(language));
        return None;
    };
    let day = errors.keep("date", when.parse_day(text).map_err(|wrong| date_words(language, &wrong)))?;
    if day < when.today() {
        errors.add("date", say::ask_date_passed(language, when.day(day)));
    }
    Some(day)
}

/// Files as the requests room takes them in.
pub(super) fn files_in(files: &[Attached]) -> Vec<FileIn> {
    let file = |file: &Attached| FileIn {
        name: file.name.clone(),
        media_type: file.media.clone(),
        content: file.content.to_vec(),
    };
    files.iter().map(file).collect()
}

/// A print of all that was asked, so that a sending is known when it comes again.
fn print_of(ask: &Ask) -> String {
    let mut print = Sha256::new();
    let mut add = |part: &[u8]| {
        print.update(part.len().to_be_bytes());
        print.update(part);
    };
    add(ask.from_address.as_bytes());
    add(ask.words.as_bytes());
    for part in [&ask.from_name, &ask.result, &ask.audience] {
        add(part.as_deref().unwrap_or_default().as_bytes());
    }
    add(ask.fixed_on.map(|day| day.to_string()).unwrap_or_default().as_bytes());
    for file in &ask.files {
        add(file.name.as_bytes());
        add(&file.content);
    }
    print.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The field at which somebody can mend what was refused.
fn field_of(refused: &Refused) -> Option<&'static str> {
    match refused {
        Refused::NoWords | Refused::TooLong(_) | Refused::BadSign => Some("what"),
        Refused::NoAddress(_) => Some("address"),
        Refused::Unknown
        | Refused::NoNumber(_)
        | Refused::KeyUsed
        | Refused::Stand(_)
        | Refused::Settled
        | Refused::NothingStands
        | Refused::Emergency(_)
        | Refused::Through
        | Refused::NoTime(_)
        | Refused::Store(_) => None,
    }
}

/// Why an address is none, in a language.
fn address_words(language: Language, wrong: &NotAnAddress) -> String {
    if language == Language::En { wrong.to_string() } else { say::ask_address_wrong(language).to_owned() }
}

/// Why a day could not be read, in a language. English tells more closely.
fn date_words(language: Language, wrong: &NotATime) -> String {
    if language == Language::En { wrong.to_string() } else { say::ask_date_unread(language).to_owned() }
}

/// What was refused, in a language.
fn words_of(refused: &Refused, language: Language) -> String {
    match refused {
        Refused::NoAddress(wrong) => address_words(language, wrong),
        Refused::Unknown
        | Refused::NoWords
        | Refused::TooLong(_)
        | Refused::BadSign
        | Refused::NoNumber(_)
        | Refused::KeyUsed
        | Refused::Stand(_)
        | Refused::Settled
        | Refused::NothingStands
        | Refused::Emergency(_)
        | Refused::Through
        | Refused::NoTime(_)
        | Refused::Store(_) => refused.words(language),
    }
}

/// The form with everything that was typed still in it. Files are the one thing that no browser keeps.
fn again(
    ground: &Ground,
    host: &Host,
    typed: Typed,
    mut errors: Errors,
    files: &[Attached],
    status: StatusCode,
) -> Response {
    let names: Vec<String> = files.iter().map(|file| format!("“{}”", file.name)).collect();
    if !names.is_empty() {
        errors.add("files", say::ask_files_again(typed.language(), names.len(), names.join(", ")));
    }
    (status, page(ground, host, &Filled::back(typed, errors))).into_response()
}

/// The same, where nothing is wrong with what was typed: too many notes at once, or a database that can’t write.
fn not_now(ground: &Ground, host: &Host, typed: Typed, files: &[Attached], failure: Failure) -> web::Result<Response> {
    let (status, language) = (failure.status(), typed.language());
    let words = match status {
        StatusCode::TOO_MANY_REQUESTS => say::ask_too_many(language).to_owned(),
        StatusCode::SERVICE_UNAVAILABLE => {
            tracing::error!(error = %failure, cause = std::error::Error::source(&failure).map(tracing::field::display), "a note could not be taken in");
            say::ask_cannot_write(language).to_owned()
        }
        _ => return Err(failure),
    };
    let mut errors = Errors::default();
    errors.add_whole(words);
    let mut response = again(ground, host, typed, errors, files, status);
    if let Failure::TooMany { retry_after, .. } = failure {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after.as_secs().max(1)));
    }
    Ok(response)
}

/// The key under which the notes of a client are counted: its address, of IPv6 the /64 that one household has.
fn counted_under(client: Client) -> String {
    match client.address {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Somebody filled in the field that nobody sees. A machine reads no further; a person, whose browser did it, loses nothing.
fn taken_for_a_machine(host: &Host, typed: Typed) -> Markup {
    let language = typed.language();
    let form = Filled::back(typed, Errors::default());
    let body = html! {
        div class="stack" data-gap="l" {
            div class="stack" { h1 { (say::machine_heading(language)) } }
            p class="lead" {
                (say::machine_lead(language))
            }
            form method="post" enctype="multipart/form-data" action=(form_path(&host.team.slug)) {
                @for (name, _) in form.typed.iter().filter(|(name, _)| *name != HONEYPOT) { (form.hidden(name)) }
                (Button::submit(say::machine_send(language)).primary().large())
            }
            p class="small quiet" { (say::machine_files(language)) }
        }
    };
    let foot = foot(&host.team, language);
    Public { language, ..frame(&host.team, say::machine_title(language), &foot) }.page(&body)
}
