//! All readings of a metric, those that were corrected, and the same as a file.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use jiff::civil::Date;
use maud::{Markup, html};
use team::Worker;
use web::buttons::Button;
use web::csv::cell;
use web::forms::Typed;
use web::heads::{PageHead, section};
use web::lists::Table;
use web::paging::{more, with_query};
use web::{Failure, Said, see_other};

use super::metric::row;
use super::{BUSINESS, id, metric_path, page, reads};
use crate::acts;
use crate::store::charted::{charted, names};
use crate::store::metrics::MetricId;
use crate::store::readings;

/// How many stand on a page.
const PAGE: usize = 100;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let charted = charted(&mut tx, who.team, id(&metric)?).await?.ok_or(Failure::NotFound)?;
    let metric = &charted.metric;
    let when = reads(&mut tx, &who).await?;
    let names = names(&mut tx, who.team).await?;
    let corrected = readings::corrected(&mut tx, who.team, metric.id).await?;
    drop(tx);
    let before: Option<Date> = typed.some("before").and_then(|text| text.parse().ok());
    let older = charted.readings.iter().rev().filter(|reading| before.is_none_or(|before| reading.on < before));
    let shown: Vec<_> = older.clone().take(PAGE).collect();
    let path = metric_path(metric.id);
    let here = format!("{path}/readings");
    let next = shown
        .last()
        .filter(|_| older.count() > PAGE)
        .map(|last| with_query(&here, &[("before", &last.on.to_string())]));
    let figure = charted.figure();
    let rows = shown.iter().map(|reading| {
        let day = reading.on.to_string();
        let out = html! { (Button::submit("Take out").plain().small().named("on", &day).heard_as(&day)) };
        row(reading, &names, &figure.words(reading.value), &when, Some(out))
    });
    let called = |actor: &String| names.get(actor).map_or("a former member", String::as_str);
    let body = html! {
        form method="post" action={ (here) "/removal" } {
            (Table::new("All readings, newest first", ["Read on", "Value", "From", "By", ""]).numbers_in(1).rows(rows))
        }
        (more("Readings", before.map(|_| here.as_str()), next.as_deref()))
        p class="small" { a href={ (path) "/readings.csv" } download { "Download all as CSV" } }
        @if !corrected.is_empty() {
            @let rows = corrected.iter().map(|old| html! {
                tr { th scope="row" { (when.day_short(old.on)) } td class="num" data-label="Value:" { (figure.words(old.value)) }
                    td data-label="By:" { (called(&old.by)) } td data-label="Until:" { (when.near(old.replaced_at)) ", " (called(&old.replaced_by)) } }
            });
            (section("rd-old", "Corrected and taken out", None, &Table::new("Values that were corrected or taken out", ["Read on", "Value", "By", "Until"]).numbers_in(1).rows(rows)))
        }
    };
    let many = charted.readings.len();
    let head = PageHead::new("Readings")
        .under("Business", BUSINESS)
        .under(&metric.name, &path)
        .ends("Readings")
        .lead(format!("{many} in all, newest first."));
    Ok(page(&who, said, &format!("Readings: {}", metric.name), &head, &body))
}

pub(super) async fn take_out(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let metric: MetricId = id(&metric)?;
    let on: Date = typed.text("on").parse().map_err(|_no_day| Failure::NotFound)?;
    acts::take_out_reading(&ground, who.team, who.actor(), metric, on).await?;
    let said = Said::well("Taken out.").more("The value stays readable below.");
    Ok((said, see_other(format!("{}/readings", metric_path(metric)))).into_response())
}

pub(super) async fn download(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let charted = charted(&mut tx, who.team, id(&metric)?).await?.ok_or(Failure::NotFound)?;
    let names = names(&mut tx, who.team).await?;
    let mut csv = String::from("read_on,value,unit,source,by\r\n");
    for reading in &charted.readings {
        let by = names.get(&reading.by).map_or("", String::as_str);
        let cells = [cell(&charted.metric.unit), cell(&reading.source), cell(by)].join(",");
        csv.push_str(&format!("{},{},{cells}\r\n", reading.on, reading.value));
    }
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"readings.csv\"")];
    Ok((headers, csv).into_response())
}
