//! The receipt after the public form: what was promised, and what happens next. It holds nothing but what the sender typed and what their
//! sending brought about, and never a private link, since anybody can type anybody's address.

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use ground::Ground;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use promises::Promise;
use requests::{Request, RequestId};
use subtle::ConstantTimeEq;
use team::Team;
use web::forms::Typed;
use web::languages::FIELD;
use web::lists::{Step, steps};
use web::paging::with_query;
use web::promise::promise;
use web::when::When;
use web::{Failure, Language};

use super::{Host, foot, form_path, frame};
use crate::say;

/// How long a receipt opens.
const OPENS_FOR: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn routes() -> Router<Ground> {
    Router::new().route("/t/{slug}/received/{seal}", get(show))
}

/// What the address of a receipt holds, sealed by our key so that nobody can make one up.
pub(super) struct Receipt {
    request: RequestId,
    until_at: Timestamp,
    /// As it was typed; what is known of the address besides is nobody's who only typed it.
    name: String,
    /// As the browser said it.
    zone: String,
    /// In which the form was read.
    language: Language,
    /// The key of the form that was sent.
    form: String,
}

impl Receipt {
    /// A receipt for what was just sent.
    pub(super) fn of(request: RequestId, typed: &Typed, form: &str, language: Language, now: Timestamp) -> Self {
        let until_at = now.checked_add(OPENS_FOR).unwrap_or(Timestamp::MAX);
        let (name, zone) = (first_of(typed.text("name")), typed.text("zone").to_owned());
        Self { request, until_at, name, zone, language, form: form.to_owned() }
    }

    fn read(typed: &Typed) -> Option<Self> {
        let until_at = Timestamp::from_millisecond(typed.text("until").parse().ok()?).ok()?;
        Some(Self {
            request: typed.text("request").parse().ok()?,
            until_at,
            name: typed.verbatim("name").to_owned(),
            zone: typed.verbatim("zone").to_owned(),
            language: Language::of_tag(typed.text(FIELD))?,
            form: typed.verbatim("form").to_owned(),
        })
    }

    fn seal(&self, ground: &Ground, team: &Team) -> String {
        let (team, request, until) = (team.id.to_string(), self.request.to_string(), self.until());
        ground.secret().token(&[
            "receipt",
            &team,
            &request,
            &until,
            &self.name,
            &self.zone,
            self.language.tag(),
            &self.form,
        ])
    }

    fn until(&self) -> String {
        self.until_at.as_millisecond().to_string()
    }

    /// Its address.
    pub(super) fn path(&self, ground: &Ground, team: &Team) -> String {
        let path = format!("/t/{}/received/{}", team.slug, self.seal(ground, team));
        let (request, until) = (self.request.to_string(), self.until());
        let pairs = [
            ("request", request.as_str()),
            ("until", &until),
            ("name", &self.name),
            ("zone", &self.zone),
            (FIELD, self.language.tag()),
            ("form", &self.form),
        ];
        with_query(&path, &pairs)
    }

    fn opens(&self, ground: &Ground, team: &Team, seal: &str) -> bool {
        let is_ours = self.seal(ground, team).as_bytes().ct_eq(seal.as_bytes());
        bool::from(is_ours) && ground.now() < self.until_at
    }
}

/// The name by which somebody is greeted.
fn first_of(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().chars().take(60).collect()
}

/// The zone that was said, or the team's.
pub(super) fn zone_said(zone: &str, host: &Host) -> TimeZone {
    let said = team::zone_named(zone).and_then(|zone| TimeZone::get(&zone).ok());
    said.unwrap_or_else(|| host.in_force.zone.clone())
}

async fn show(
    State(ground): State<Ground>,
    Path((slug, seal)): Path<(String, String)>,
    query: Typed,
) -> web::Result<Markup> {
    let host = Host::of(&ground, &slug).await?;
    let receipt = Receipt::read(&query).filter(|receipt| receipt.opens(&ground, &host.team, &seal));
    let receipt = receipt.ok_or(Failure::NotFound)?;
    let mut tx = ground.read().await?;
    let request = requests::readings::find(&mut tx, host.team.id, receipt.request).await?.ok_or(Failure::NotFound)?;
    let given = promises::of_request(&mut tx, host.team.id, receipt.request.uuid()).await?;
    drop(tx);
    let promise = given.into_iter().next().ok_or(Failure::NotFound)?;
    let when = When::new(zone_said(&receipt.zone, &host), ground.now()).in_language(receipt.language);
    page(&host, &receipt, &request, &promise, &when, ground.lets_letters_leave(host.team.id))
}

/// `leaves` says whether a letter can leave: the page promises none that can't.
fn page(
    host: &Host,
    receipt: &Receipt,
    request: &Request,
    given: &Promise,
    when: &When,
    leaves: bool,
) -> web::Result<Markup> {
    let language = receipt.language;
    let title = match receipt.name.as_str() {
        "" => say::received_heading(language).to_owned(),
        name => say::received_heading_named(language, name),
    };
    let account = promises::explain(&given.explanation, when)?;
    let answers = if leaves { say::received_step_answer(language) } else { say::next_answer(language) };
    let again = with_query(&form_path(&host.team.slug), &[("form", &receipt.form), (FIELD, language.tag())]);
    let body = html! {
        div class="stack" data-gap="l" {
            div class="stack" { h1 { (title) } }
            section class="sheet" data-pad="l" aria-label=(say::received_promise(language)) {
                (promise(say::label_hear(language), &when.moment(given.due_at)))
                (account)
            }
            section class="stack" aria-labelledby="next" {
                h2 id="next" { (say::received_next(language)) }
                (steps(say::received_next(language), [
                    Step::done(say::received_step_here(language)).below(when.long(request.received_at)),
                    Step::to_come(say::received_step_think(language)),
                    Step::to_come(answers).below(say::by_time(language, when.full(given.due_at))),
                ]))
            }
            @if leaves {
                p class="quiet" {
                    (say::received_letter(language))
                }
                p class="small quiet" {
                    (say::received_no_letter_html(language, html! { a href=(again) { (say::received_again(language)) } }))
                }
            } @else {
                p class="quiet" { (say::received_kept(language)) }
            }
        }
    };
    let (foot, number) = (foot(&host.team, language), format!("{}-{}", host.team.prefix, request.number));
    let frame = frame(&host.team, say::received_title(language), &foot);
    Ok(web::shell::Public { aside: Some(html! { (number) }), language, ..frame }.page(&body))
}
