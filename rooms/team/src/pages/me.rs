//! `/me`: what belongs to one person: name and zone, keys and light, days away, where they are signed in.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::Ground;
use http::HeaderMap;
use maud::{Markup, html};
use web::buttons::{Button, one_button};
use web::fields::send_value;
use web::forms::{Filled, ToMend, Typed};
use web::heads::PageHead;
use web::lists::{DiaryRow, Table, diary};
use web::shell::{Habits, Here, ME, Shell, Who};
use web::when::When;
use web::{Said, see_other};

use super::absent::{absent_days, absent_typed};
use super::week::zone_list;
use super::yours::{NEW_PASSWORD, token};
use crate::acts::{self, Own};
use crate::rules::Right;
use crate::store::members::{light_of, word_of};
use crate::store::sessions::{self, Listed};
use crate::{Absence, AbsenceId, Below, InForce, Member, SignedIn, absences, calendar};

const AWAY: &str = "/me/absences";
const SESSION_END: &str = "/me/sessions/end";

pub(super) fn routes() -> Router<Ground> {
    Router::new()
        .route(ME, get(show).post(submit))
        .route(AWAY, post(be_away))
        .route("/me/absences/{id}/end", post(be_back))
        .route(SESSION_END, post(end_session))
}

/// What the page shows besides its form.
struct View {
    who: Member,
    in_force: InForce,
    away: Vec<Absence>,
    signed_in: Vec<Listed>,
    below: Markup,
    when: When,
}

impl View {
    async fn of(ground: &Ground, who: &Member, headers: &HeaderMap, below: Below) -> web::Result<Self> {
        let here = token(ground, headers)?;
        let mut tx = ground.read().await?;
        let in_force = calendar::current(&mut tx, who.team).await?;
        let today = in_force.office.date_of(tx.now());
        let away = absences::of_member(&mut tx, who.team, who.id, today).await?;
        let signed_in = sessions::list(&mut tx, who.account, &here).await?;
        let when = When::new(who.reads_in(&in_force.zone), ground.now());
        drop(tx);
        let below = (below.mine)(ground.clone(), who.clone()).await?;
        Ok(Self { who: who.clone(), in_force, away, signed_in, below, when })
    }

    fn page(&self, said: Said, own: &Filled, away: &Filled) -> Markup {
        let frame = Who { said, ..self.who.shell() };
        let body = html! {
            (PageHead::new(&self.who.name).lead("How Offwheel behaves for you. Nobody else sees this page."))
            div class="stack" data-gap="xl" {
                (self.own(own))
                @if self.who.may(Right::Work) { (self.absences(away)) }
                (self.below)
                (self.sessions())
            }
        };
        Shell::new(&self.who.name, Here::Me, &frame).narrow().page(&body)
    }

    fn own(&self, form: &Filled) -> Markup {
        let zone_hint = format!("Leave it empty to read times in the zone of the office, {}.", self.in_force.zone_name);
        html! {
            form class="stack" data-gap="xl" method="post" action=(ME) novalidate {
                (form.notice())
                section aria-labelledby="me-1" {
                    h2 id="me-1" { "Keys" }
                    div { (form.switch("keys", "Single-letter shortcuts", "N for a new request, B for the next block, C to note a clue; J and K walk a list. Switch them off if you speak to your computer or press keys by accident.")) }
                    (all_keys())
                }
                section aria-labelledby="me-2" {
                    h2 id="me-2" { "Name and reading" }
                    div class="columns" {
                        (form.field("name", "My name").hint("As colleagues and stakeholders read it under what you write.").autocomplete("name").text())
                        (form.field("zone", "My time zone").optional().hint(zone_hint).proposals("zones").autocomplete("off").text())
                        (zone_list())
                    }
                    p class="small quiet" { "You sign in as " (self.who.address) ". Pages of the team are in English." }
                    (form.segments("light", "Light or dark", &[("as-computer", "as my computer"), ("light", "light"), ("dark", "dark")]))
                }
                div class="actions" { (Button::submit("Save").primary()) }
            }
        }
    }

    fn absences(&self, form: &Filled) -> Markup {
        let row = |absence: &Absence| {
            let name = absent_days(absence, &self.when);
            let path = format!("{AWAY}/{}/end", absence.id);
            let end = one_button(&path, &Button::submit("Take back").plain().small().heard_as(format!(" {name}")));
            let row = DiaryRow::new(&name).end(end);
            match &absence.why {
                Some(why) => row.note(why),
                None => row,
            }
        };
        html! {
            section aria-labelledby="me-3" {
                h2 id="me-3" { "When I am away" }
                p class="small quiet" { "The lead sees it beside the calendar. The team’s promises and its blocks stay." }
                @if !self.away.is_empty() { (diary(self.away.iter().map(row))) }
                form class="stack" data-gap="s" method="post" action=(AWAY) novalidate {
                    (form.notice())
                    div class="field-row" {
                        (form.field("from", "First day").small().date())
                        (form.field("until", "Last day").small().hint("Leave it empty for one day.").date())
                    }
                    (form.field("why", "What for").optional().small().hint("Colleagues read it.").autocomplete("off").text())
                    div class="actions" { (Button::submit("Write it down").small()) }
                }
            }
        }
    }

    fn sessions(&self) -> Markup {
        let row = |listed: &Listed| {
            let by = if listed.by_link { "by mailed link" } else { "by password" };
            let since = format!("signed in {by} since {}", self.when.long(listed.begun_at));
            if listed.is_here {
                return DiaryRow::new("This browser").note(since).end("now");
            }
            let seen = format!("{since}, last seen {}", self.when.near(listed.seen_at));
            let name = listed.begun_at.as_millisecond().to_string();
            let end = Button::submit("End").plain().small().heard_as(format!(" the session of {since}"));
            DiaryRow::new("Another browser").note(seen).end(send_value(SESSION_END, "begun", &name, &end))
        };
        html! {
            section aria-labelledby="me-5" {
                h2 id="me-5" { "Where I am signed in" }
                (diary(self.signed_in.iter().map(row)))
                div class="actions" { (Button::link("Change password", NEW_PASSWORD).plain().small()) }
            }
        }
    }
}

fn all_keys() -> Markup {
    let keys = [
        ("N", "new request", "yes"),
        ("B", "the open block, or the next one", "yes"),
        ("C", "note a clue", "yes"),
        ("J, K", "walk a list", "yes"),
        ("Enter", "open", "no"),
        ("Esc", "close a menu or what lies over the page", "no"),
    ];
    let row = |(key, what, off): &(&str, &str, &str)| html! { tr { th scope="row" { span class="key" { (key) } } td { (what) } td { (off) } } };
    html! {
        details class="explain" data-plain {
            summary { "All keys" }
            div class="explain-body" {
                (Table::new("Keys", ["Key", "What it does", "Switched off with the letters"]).tight().rows(keys.iter().map(row)))
            }
        }
    }
}

fn values(who: &Member) -> Filled {
    let mut values = vec![("name", who.name.as_str()), ("light", word_of(who.habits.light))];
    if let Some(zone) = &who.zone {
        values.push(("zone", zone));
    }
    if !who.habits.keys_off {
        values.push(("keys", "on"));
    }
    Filled::with(values)
}

async fn show(
    ground: State<Ground>,
    who: SignedIn,
    headers: HeaderMap,
    below: Below,
    said: Said,
) -> web::Result<Markup> {
    Ok(View::of(&ground, &who, &headers, below).await?.page(said, &values(&who), &Filled::empty()))
}

async fn submit(
    ground: State<Ground>,
    who: SignedIn,
    headers: HeaderMap,
    below: Below,
    typed: Typed,
) -> web::Result<Response> {
    let errors = typed.check();
    let own = Own {
        name: typed.text("name").to_owned(),
        zone: typed.some("zone").map(str::to_owned),
        habits: Habits { keys_off: !typed.ticked("keys"), light: light_of(typed.text("light")) },
    };
    let kept = match errors.is_empty() {
        true => acts::describe_oneself(&ground, &who, own).await.map_err(acts::Refused::to_mend),
        false => Err(Ok(errors)),
    };
    match kept {
        Ok(()) => Ok((Said::well("Saved."), see_other(ME)).into_response()),
        Err(errors) => {
            let view = View::of(&ground, &who, &headers, below).await?;
            let form = Filled::back(typed, errors?);
            Ok(ToMend(view.page(Said::default(), &form, &Filled::empty())).into_response())
        }
    }
}

async fn be_away(
    ground: State<Ground>,
    who: crate::Worker,
    headers: HeaderMap,
    below: Below,
    typed: Typed,
) -> web::Result<Response> {
    let mut errors = typed.check();
    let noted = match absent_typed(&typed, who.id, &mut errors) {
        Some(away) => acts::be_away(&ground, &who, away).await.map_err(acts::Refused::to_mend),
        None => Err(Ok(errors)),
    };
    match noted {
        Ok(_) => {
            let said = Said::well("Written down.").more("It stands beside the calendar.");
            Ok((said, see_other("/me#me-3")).into_response())
        }
        Err(errors) => {
            let view = View::of(&ground, &who, &headers, below).await?;
            let form = Filled::back(typed, errors?);
            Ok(ToMend(view.page(Said::default(), &values(&who), &form)).into_response())
        }
    }
}

async fn be_back(ground: State<Ground>, who: crate::Worker, id: Path<AbsenceId>) -> web::Result<Response> {
    acts::be_back(&ground, &who, *id).await?;
    Ok((Said::well("Taken back."), see_other("/me#me-3")).into_response())
}

async fn end_session(ground: State<Ground>, who: SignedIn, headers: HeaderMap, typed: Typed) -> web::Result<Response> {
    let begun_at = typed.text("begun").parse().map_err(|_incomplete| web::Failure::NotFound)?;
    acts::end_session(&ground, &who, begun_at, &token(&ground, &headers)?).await?;
    Ok((Said::well("That session has ended."), see_other("/me#me-5")).into_response())
}
