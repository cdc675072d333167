//! The rows behind a figure of the ledger, by the definition that the figure is counted by.

use answers::{Kind, Paced, Sent, Where};
use axum::extract::State as AxumState;
use ground::{Ground, Tx};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use promises::Figure;
use requests::RequestId;
use team::{Member, Worker};
use web::forms::Typed;
use web::heads::PageHead;
use web::lists::{Table, empty_page};
use web::paging::{Place, more, with_query};
use web::shell::{Here, PROMISES, Shell};
use web::when::counted;
use web::{Failure, Said, capital};

use super::gathered::{Beside, Line, Told, place_of};
use super::page::table;
use super::period::Period;
use crate::members::people::{Entries, entries, path_of};
use crate::members::plan::{LOOKED_AT, Plan};
use crate::members::{PROMISE_ROWS, looking};

/// How many rows a page shows.
const PAGE: usize = 50;

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Promises(Figure),
    /// Answers outside a block within two office hours.
    Rapid,
    /// Answers outside a block at any speed.
    Outside,
    /// All answers.
    Answers,
}

impl Of {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Promises(Figure::FellDue)),
            "rapid" => Some(Self::Rapid),
            "outside" => Some(Self::Outside),
            "answers" => Some(Self::Answers),
            word => Figure::from_word(word).map(Self::Promises),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Promises(figure) => figure.word(),
            Self::Rapid => "rapid",
            Self::Outside => "outside",
            Self::Answers => "answers",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Promises(Figure::FellDue) => "Promises that fell due",
            Self::Promises(Figure::Kept) => "Promises that were kept",
            Self::Promises(Figure::Broken) => "Promises that were broken",
            Self::Promises(Figure::Late) => "Promises answered late",
            Self::Promises(Figure::Unanswered) => "Promises past their time and not answered yet",
            Self::Promises(Figure::Renegotiated) => "Promises that were renegotiated",
            Self::Promises(Figure::Void) => "Promises that are void",
            Self::Promises(Figure::NotYetDue) => "Promises that are not yet due",
            Self::Rapid => "Rapid responses",
            Self::Outside => "Answers outside a block",
            Self::Answers => "Answers",
        }
    }

    /// Which rows these are, in a sentence.
    fn definition(self) -> &'static str {
        match self {
            Self::Promises(Figure::FellDue) => "Kept or broken: their instant lies in the period.",
            Self::Promises(Figure::Kept) => "What was promised was sent at or before its instant.",
            Self::Promises(Figure::Broken) => {
                "Their instant passed, and what was promised was sent later or is still to come."
            }
            Self::Promises(Figure::Late) => "What was promised was sent, after its instant.",
            Self::Promises(Figure::Unanswered) => "Their instant passed, and nothing was sent so far.",
            Self::Promises(Figure::Renegotiated) => {
                "The stakeholder agreed to another time before this one had passed. They count apart."
            }
            Self::Promises(Figure::Void) => {
                "Their request was withdrawn, or was spam. They don’t count, whenever they were due."
            }
            Self::Promises(Figure::NotYetDue) => {
                "Their instant is still to come; those answered before it are among them."
            }
            Self::Rapid => {
                "Sent outside a block within two office hours of the request; exceptions named in advance are left out."
            }
            Self::Outside => "Sent outside a block at any speed; exceptions named in advance are left out.",
            Self::Answers => "Every answer that was sent in the period.",
        }
    }
}

/// The table of a page, how many rows the figure has, and where the next page begins.
struct Shown {
    table: Markup,
    count: u64,
    next: Option<Place>,
}

pub(in crate::members) async fn show(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let of = Of::from_word(typed.text("figure")).ok_or(Failure::NotFound)?;
    let period = Period::from_word(typed.text("period"));
    let after = typed.text("after").parse::<Place>().ok();
    let is_first = after.is_none();
    let mut tx = ground.read().await?;
    let plan = Plan::of_next(&mut tx, who.team, LOOKED_AT).await?.read_by(&who);
    let told = Told::of(&mut tx, &who, &plan, period).await?;
    let shown = match of {
        Of::Promises(figure) => promises_of(&mut tx, &who, &plan, &told, figure, after).await?,
        Of::Rapid => paced(&mut tx, &who, &plan, &told.pace.rapid().collect::<Vec<_>>(), after).await?,
        Of::Outside => paced(&mut tx, &who, &plan, &told.pace.outside.iter().collect::<Vec<_>>(), after).await?,
        Of::Answers => answers_of(&mut tx, &who, &plan, &told, after).await?,
    };
    drop(tx);
    let path = |after: Option<String>| {
        let after = after.unwrap_or_default();
        with_query(PROMISE_ROWS, &[("figure", of.word()), ("period", period.word()), ("after", &after)])
    };
    let (first, next) = ((!is_first).then(|| path(None)), shown.next.map(|place| path(Some(place.to_string()))));
    let since = period.since(&plan.when);
    let lead = format!("{}: {}. {}", capital(&since), many(shown.count), of.definition());
    let body = html! {
        (PageHead::new(of.title()).under("Promises", &with_query(PROMISES, &[("period", period.word())])).ends("Rows").lead(&lead))
        div class="stack" data-gap="l" {
            @if shown.count == 0 {
                (empty_page("No rows", &html! { p { "Nothing of the period is counted here." } }, None))
            } @else { (shown.table) }
            (more("Pages of the rows", first.as_deref(), next.as_deref()))
        }
    };
    Ok(Shell::new(of.title(), Here::Promises, &looking(&who, said)).page(&body))
}

fn many(rows: u64) -> String {
    if rows == 1 { "one row".to_owned() } else { format!("{rows} rows") }
}

async fn promises_of(
    tx: &mut Tx,
    who: &Member,
    plan: &Plan,
    told: &Told,
    figure: Figure,
    after: Option<Place>,
) -> web::Result<Shown> {
    let from = told.period.begin(plan.in_force.office.date_of(plan.now()), &plan.in_force.zone);
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = promises::behind(tx, who.team, figure, from, after.and_then(place_of), limit).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|last| Place { key: last.due_at.as_millisecond(), id: last.id.to_string() });
    let lines: Vec<Line> = found.iter().map(|promise| Line::of(promise, plan.now())).collect();
    let beside = Beside::of(tx, who, &lines.iter().collect::<Vec<_>>()).await?;
    let table = table(plan, &who.team_prefix, &beside, Of::Promises(figure).title(), &lines);
    Ok(Shown { table, count: told.kept.of(figure).into(), next })
}

/// Answers outside a block, with the office time that each took.
async fn paced(tx: &mut Tx, who: &Member, plan: &Plan, all: &[&Paced], after: Option<Place>) -> web::Result<Shown> {
    let is_after = |paced: &&&Paced| {
        after.as_ref().is_none_or(|place| {
            (paced.sent.sent_at.as_millisecond(), paced.sent.id.to_string()) < (place.key, place.id.clone())
        })
    };
    let rest: Vec<&Paced> = all.iter().filter(is_after).copied().take(PAGE + 1).collect();
    let (page, has_more) = (rest.get(..PAGE).unwrap_or(&rest), rest.len() > PAGE);
    let next = page.last().filter(|_| has_more).map(|paced| place_after(&paced.sent));
    let ids: Vec<RequestId> = page.iter().map(|paced| paced.sent.request).collect();
    let entries = entries(tx, who.team, &ids).await?;
    let rows = page.iter().map(|paced| {
        let took = counted(SignedDuration::from_secs(paced.office_seconds));
        let asked = format!("asked {}", plan.when.near(paced.received_at));
        answer_row(plan, who, &entries, &paced.sent, &html! { (took) " of office time" small { (asked) } })
    });
    Ok(Shown { table: answers_table(plan, rows), count: u64::try_from(all.len()).unwrap_or(u64::MAX), next })
}

async fn answers_of(tx: &mut Tx, who: &Member, plan: &Plan, told: &Told, after: Option<Place>) -> web::Result<Shown> {
    let from = told.period.begin(plan.in_force.office.date_of(plan.now()), &plan.in_force.zone);
    let until = plan.now().checked_add(SignedDuration::from_millis(1)).unwrap_or(plan.now());
    let after = after.and_then(|place| Some((Timestamp::from_millisecond(place.key).ok()?, place.id.parse().ok()?)));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut sent = answers::readings::between(tx, who.team, from, until, after, limit).await?;
    let has_more = sent.len() > PAGE;
    sent.truncate(PAGE);
    let next = sent.last().filter(|_| has_more).map(place_after);
    let ids: Vec<RequestId> = sent.iter().map(|sent| sent.request).collect();
    let entries = entries(tx, who.team, &ids).await?;
    let rows = sent.iter().map(|sent| answer_row(plan, who, &entries, sent, &where_sent(&sent.place)));
    Ok(Shown { table: answers_table(plan, rows), count: told.pace.of, next })
}

fn place_after(sent: &Sent) -> Place {
    Place { key: sent.sent_at.as_millisecond(), id: sent.id.to_string() }
}

fn where_sent(place: &Where) -> Markup {
    match place {
        Where::InBlock(_) => html! { "in a block" },
        Where::Outside(outside) => html! { "outside a block" small { (outside.why.title()) } },
    }
}

fn answers_table(plan: &Plan, rows: impl Iterator<Item = Markup>) -> Markup {
    let city = plan.when.city();
    let (caption, sent) = (format!("Answers, newest first. Times are {city}."), format!("Sent ({city})"));
    Table::new(&caption, [sent.as_str(), "To whom, what", "How"]).even().rows(rows)
}

fn answer_row(plan: &Plan, who: &Member, entries: &Entries, sent: &Sent, how: &Markup) -> Markup {
    let entry = entries.get(&sent.request);
    let label = entry.map(|entry| format!(", {}", entry.label(&who.team_prefix).replace('-', "\u{2011}")));
    html! {
        tr {
            th scope="row" class="nowrap" { (capital(&plan.when.near(sent.sent_at))) }
            td {
                a href=(path_of(sent.request)) { (entry.map_or("somebody", |entry| entry.name())) }
                small { (Kind::words(sent.kind)) (label.unwrap_or_default()) }
            }
            td { (how) }
        }
    }
}
