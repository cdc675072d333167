//! Readings pasted from a sheet: every row has its verdict, and nothing is saved with a row that can't be read unless the member says so.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use jiff::ToSpan;
use maud::{Markup, html};
use team::Worker;
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::lists::Table;
use web::when::number;
use web::{Said, capital, see_other};

use super::metric::{Forms, Known, whole};
use super::{id, metric_path};
use crate::acts::{self, NewReading};
use crate::rules::{Dates, Decimals, MOST_ROWS, Pasted, Row, Shape, Values, Verdict, read};
use crate::store::metrics::MetricId;

/// The form, with what became of the rows below it.
pub(super) fn part(known: &Known, forms: &Forms<'_>, form: &Filled) -> Markup {
    let pasted = match forms {
        Forms::Pasted(_, pasted) => Some(*pasted),
        Forms::Fresh | Forms::Back(_) => None,
    };
    let mut values = vec![("unit", in_unit(known))];
    if known.charted.metric.unit == "%" {
        values.extend([
            ("share", "shares from 0 to 1".to_owned()),
            ("counts", "two counts: how many, of how many".to_owned()),
        ]);
    }
    html! {
        form class="stack" method="post" action={ (metric_path(known.charted.metric.id)) "/paste" } aria-labelledby="mt-paste" {
            div class="section-head" { h2 id="mt-paste" { "Add readings from a sheet" } p class="meta" { "two columns are enough: date and value" } }
            (form.field("pasted", "Paste here").hint("Copied from a spreadsheet, with or without headings. Comma or point for decimals, both are understood.").mono().area())
            div class="field-row" {
                (form.field("dates", "Dates with slashes").small().select(&[("seen", "as the rows show"), ("day", "day/month/year"), ("month", "month/day/year")]))
                (form.field("decimals", "Decimal mark").small().select(&[("seen", "as the rows show"), ("comma", "a comma"), ("point", "a point")]))
                (form.field("values", "Values are").small().select(&values))
            }
            @match pasted {
                Some(pasted) => (preview(known, pasted, form)),
                None => div class="actions" { (Button::submit("Look at the rows").named("do", "look")) },
            }
        }
    }
}

fn in_unit(known: &Known) -> String {
    match known.charted.metric.unit.as_str() {
        "" => "numbers".to_owned(),
        "%" => "percent".to_owned(),
        unit => format!("in {unit}"),
    }
}

fn preview(known: &Known, pasted: &Pasted, form: &Filled) -> Markup {
    let rows = pasted.rows.iter().map(|row| verdict_row(known, row, form));
    let add = match pasted.fresh() {
        0 => "Save the ticked rows".to_owned(),
        1 => "Add one reading".to_owned(),
        many => format!("Add {} readings", words(many)),
    };
    let can_add = pasted.fresh() + pasted.to_decide() > 0;
    html! {
        input type="hidden" name="left" value=(pasted.bad());
        (Table::new("What becomes of the pasted rows", ["Row", "Read on", "Value", "What happens"]).numbers_in(2).rows(rows))
        div class="stack" data-gap="s" {
            div class="actions" {
                @if can_add { (Button::submit(&add).named("do", "add")) }
                (Button::submit("Read again").quiet().named("do", "look"))
            }
            p class="small quiet" role="status" { (sum(pasted)) }
        }
    }
}

/// “Two rows are fine, two to mend, one to decide.”
fn sum(pasted: &Pasted) -> String {
    let fine = match pasted.fresh() {
        0 => "No row is new".to_owned(),
        1 => "One row is fine".to_owned(),
        many => format!("{} rows are fine", capital(&words(many))),
    };
    let mend = if pasted.bad() > 0 { format!(", {} to mend", words(pasted.bad())) } else { String::new() };
    let decide =
        if pasted.to_decide() > 0 { format!(", {} to decide", words(pasted.to_decide())) } else { String::new() };
    let rest = if pasted.bad() + pasted.to_decide() > 0 {
        " The rest can wait; what you add can be undone."
    } else {
        " What you add can be undone."
    };
    format!("{fine}{mend}{decide}.{rest}")
}

fn words(many: usize) -> String {
    number(u64::try_from(many).unwrap_or(u64::MAX))
}

fn verdict_row(known: &Known, row: &Row, form: &Filled) -> Markup {
    let figure = known.charted.figure();
    let as_typed = |place: usize| row.cells.get(place).cloned().unwrap_or_default();
    let on = row.on.map_or_else(|| as_typed(0), |on| known.when.day_short(on));
    let value = row.value.map_or_else(|| as_typed(1), |value| figure.brief(value));
    let (tone, what) = match &row.verdict {
        Verdict::Headings => (None, html! { span class="quiet" { "taken as headings" } }),
        Verdict::New => (None, html! { "new" }),
        Verdict::Same => (None, html! { span class="quiet" { "already there" } }),
        Verdict::Corrects { old } => {
            let day = row.on.map(|on| on.to_string()).unwrap_or_default();
            let words =
                format!("Already there with {}. Tick to correct it; the old value stays readable.", figure.words(*old));
            (Some("care"), form.tick_of("correct", &day, words, None))
        }
        Verdict::Bad(why) => (Some("error"), html! { span class="field-error" { (why) } }),
    };
    let (on, value) =
        if row.verdict == Verdict::Headings { (row.cells.join(", "), String::new()) } else { (on, value) };
    html! {
        tr data-row=[tone] {
            th scope="row" { (row.number) }
            td class="nowrap" data-label="Read on:" { (on) }
            td class="num" data-label="Value:" { (value) }
            td { (what) }
        }
    }
}

fn shape(typed: &Typed) -> Shape {
    Shape {
        dates: match typed.text("dates") {
            "day" => Dates::DayFirst,
            "month" => Dates::MonthFirst,
            _ => Dates::AsSeen,
        },
        decimals: match typed.text("decimals") {
            "comma" => Decimals::Comma,
            "point" => Decimals::Point,
            _ => Decimals::AsSeen,
        },
        values: match typed.text("values") {
            "share" => Values::Share,
            "counts" => Values::Counts,
            _ => Values::InUnit,
        },
    }
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let metric: MetricId = id(&metric)?;
    let known = Known::read(&mut ground.read().await?, &who, metric).await?;
    let mut errors = typed.check();
    let text = errors.need(&typed, "pasted", "Paste the rows here first.").map(str::to_owned).unwrap_or_default();
    if text.lines().count() > MOST_ROWS {
        errors.add("pasted", format!("Paste up to {MOST_ROWS} rows at once."));
    }
    if !errors.is_empty() {
        let form = Filled::back(typed, errors);
        return Ok(ToMend(whole(&who, Said::default(), &known, &Forms::Back(&form))).into_response());
    }
    let today = known.when.today();
    let readings = &known.charted.readings;
    let there = |on| {
        readings
            .binary_search_by_key(&on, |reading| reading.on)
            .ok()
            .and_then(|place| readings.get(place))
            .map(|reading| reading.value)
    };
    let pasted = read(&text, shape(&typed), &known.charted.metric.unit, &there, today);
    let said_so = typed.text("left").parse() == Ok(pasted.bad());
    if typed.chose("do", "add") && (pasted.bad() == 0 || said_so) {
        let new = chosen(&pasted, &typed);
        if !new.is_empty() {
            let entered = acts::enter(&ground, who.team, who.actor(), metric, &new, today).await?;
            let said = Said::well(added(entered.new, entered.corrected)).more(left_out(&pasted, entered.corrected));
            return Ok((said, see_other(metric_path(metric))).into_response());
        }
    }
    let form = Filled::back(typed, Errors::default());
    let page = whole(&who, Said::default(), &known, &Forms::Pasted(&form, &pasted));
    Ok(page.into_response())
}

/// The new rows, and the corrections that were ticked.
fn chosen(pasted: &Pasted, typed: &Typed) -> Vec<NewReading> {
    let reading = |row: &Row| {
        let (on, value) = (row.on?, row.value?);
        let corrects = match row.verdict {
            Verdict::New => false,
            Verdict::Corrects { .. } if typed.chose("correct", &on.to_string()) => true,
            Verdict::Corrects { .. } | Verdict::Headings | Verdict::Same | Verdict::Bad(_) => return None,
        };
        Some(NewReading { on, value, source: "pasted from a sheet".to_owned(), corrects })
    };
    pasted.rows.iter().filter_map(reading).collect()
}

fn added(new: usize, corrected: usize) -> String {
    let readings = |many: usize| if many == 1 { "one reading".to_owned() } else { format!("{} readings", words(many)) };
    match (new, corrected) {
        (new, 0) => format!("Added {}.", readings(new)),
        (0, corrected) => format!("Corrected {}.", readings(corrected)),
        (new, corrected) => format!("Added {}, corrected {}.", readings(new), words(corrected)),
    }
}

fn left_out(pasted: &Pasted, corrected: usize) -> String {
    match pasted.bad() + pasted.to_decide().saturating_sub(corrected) {
        0 => "It can be undone below the readings.".to_owned(),
        1 => "One row was left out. It can be undone below the readings.".to_owned(),
        many => format!("{} rows were left out. It can be undone below the readings.", capital(&words(many))),
    }
}

/// Takes the readings that were entered last together out again, for a day.
pub(super) fn undo_part(known: &Known) -> Markup {
    let newest = known.charted.readings.iter().max_by_key(|reading| reading.entered_at);
    let day_ago = known.when.now().checked_sub(24.hours()).unwrap_or(known.when.now());
    let Some((newest, paste)) = newest.and_then(|reading| Some((reading, reading.paste?))) else { return html! {} };
    if newest.entered_at < day_ago {
        return html! {};
    }
    let many = known.charted.readings.iter().filter(|reading| reading.paste == Some(paste)).count();
    let words =
        if many == 1 { "Undo the last reading".to_owned() } else { format!("Undo the last {} readings", words(many)) };
    html! {
        form method="post" action={ (metric_path(known.charted.metric.id)) "/paste/undo" } class="cluster" {
            input type="hidden" name="paste" value=(paste);
            (Button::submit(&words).quiet().small().icon(web::Icon::Undo))
            span class="small quiet" { "entered " (known.when.ago(newest.entered_at)) }
        }
    }
}

pub(super) async fn undo(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let metric: MetricId = id(&metric)?;
    let many = acts::undo_paste(&ground, who.team, who.actor(), metric, id(typed.text("paste"))?).await?;
    let said = match many {
        0 => Said::with_care("There was nothing to undo."),
        1 => Said::well("Undone: one reading."),
        many => Said::well(format!("Undone: {} readings.", words(many))),
    };
    Ok((said, see_other(metric_path(metric))).into_response())
}
