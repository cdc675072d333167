//! How often causes of some support were confirmed later: figure, interval, and the rows behind it.

use axum::extract::State;
use evidence::Share;
use ground::Ground;
use maud::{Markup, html};
use method::{ENOUGH_CASES, SupportBand};
use team::Worker;
use web::Failure;
use web::forms::Typed;
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, Table, diary, empty_page};
use web::shell::{Here, REQUESTS, Shell};
use web::when::When;

use crate::store::reviews::{BandCount, BandRow, calibration, cases, priors, rows_of_band};
use crate::words;

/// How many rows stand behind a figure at most.
const ROWS: i64 = 100;
const PATH: &str = "/diagnosis/calibration";

pub(super) async fn show(State(ground): State<Ground>, Worker(who): Worker, asked: Typed) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let counts = calibration(&mut tx, who.team).await?;
    let reviewed = cases(&mut tx, who.team, jiff::Timestamp::MAX).await?;
    let priors = priors(&mut tx, who.team, jiff::Timestamp::MAX).await?;
    let rows = match asked.some("band") {
        Some(word) => {
            let band = SupportBand::from_word(word).ok_or(Failure::NotFound)?;
            let rows = rows_of_band(&mut tx, who.team, band, ROWS).await?;
            let ids: Vec<_> = rows.iter().map(|row| row.request).collect();
            let requests = requests::readings::many(&mut tx, who.team, &ids).await?;
            Some((band, rows, requests))
        }
        None => None,
    };
    let zone = team::calendar::current(&mut tx, who.team).await?.zone;
    let when = When::new(who.reads_in(&zone), tx.now());
    let head =
        PageHead::new("How well diagnoses held").under("Requests", REQUESTS).ends("Diagnoses").lead(lead(reviewed));
    let body = html! {
        (head)
        div class="stack" data-gap="xl" {
            @if reviewed == 0 { (nothing_yet()) } @else { (table(&counts)) }
            @if let Some((band, rows, requests)) = &rows { (behind(*band, rows, requests, &who.team_prefix, &when)) }
            (start_values(&priors))
        }
    };
    Ok(Shell::new("How well diagnoses held", Here::Requests, &who.shell()).page(&body))
}

fn lead(reviewed: i64) -> String {
    match reviewed {
        0 => "Nothing was recorded at follow-up so far.".to_owned(),
        1 => "The causes of one request were recorded at follow-up.".to_owned(),
        many => format!("The causes of {many} requests were recorded at follow-up."),
    }
}

fn nothing_yet() -> Markup {
    let body = html! {
        p { "After an answer, each diagnosis asks what it was in the end. What is recorded there shows how often a cause that was called likely was confirmed." }
    };
    empty_page("No cause was recorded yet", &body, None)
}

fn table(counts: &[BandCount]) -> Markup {
    let rows = counts.iter().map(|count| {
        let share = count.share();
        let path = format!("{PATH}?band={}#d-behind", count.band.as_str());
        let said = count.band.to_string();
        html! {
            tr {
                th scope="row" { (said) }
                td data-label="Confirmed" { @if count.of > 0 { a href=(path) { (count.confirmed) " of " (count.of) } } @else { "none yet" } }
                td data-label="Share" { (share_words(share)) }
                td data-label="Could be" { (interval_words(share)) }
            }
        }
    });
    let body = html! {
        (Table::new("Causes by their support, and how many were confirmed", ["Called", "Confirmed", "Share", "Could be"]).rows(rows))
        (web::promise::explain("Explain these figures", &html! {
            p { "Every cause of every request whose causes were recorded at follow-up, with the support that it had then. Confirmed are those that somebody ticked." }
            p class="formula" { "share    = confirmed / causes in the band\ncould be = Wilson interval, 95 %" }
            p { "Below ten causes no percentage is given. Requests that nobody looked at again are not counted. A well calibrated “likely” is confirmed about as often as its support says." }
        }))
    };
    section("d-held", "Support, and what came of it", None, &body)
}

fn share_words(share: Share) -> String {
    match share.rate().filter(|_| share.is_enough()) {
        Some(rate) => format!("{:.0}\u{a0}%", rate * 100.0),
        None => "too few for a percentage".to_owned(),
    }
}

fn interval_words(share: Share) -> String {
    match share.interval().filter(|_| share.is_enough()) {
        Some(interval) => format!("{:.0} to {:.0}\u{a0}%", interval.low * 100.0, interval.high * 100.0),
        None => String::new(),
    }
}

fn behind(band: SupportBand, rows: &[BandRow], requests: &[requests::Request], prefix: &str, when: &When) -> Markup {
    let shown = rows.iter().map(|row| {
        let request = requests.iter().find(|request| request.id == row.request);
        let (label, title) = request.map_or_else(
            || (String::new(), String::new()),
            |request| (format!("{prefix}-{}", request.number), request.subject.clone()),
        );
        let path = format!("{REQUESTS}/{}/diagnosis", row.request);
        let day = when.day_short(when.day_of(row.at));
        let end = if row.reviewed.is_confirmed { "confirmed" } else { "not it" };
        DiaryRow::link(format!("{}: {title}", row.reviewed.cause.name()), &path)
            .when(label, Some(&day))
            .note(format!("support {}", words::support(row.reviewed.support)))
            .end(end)
    });
    section("d-behind", format!("Behind “{band}”"), Some(html! { (rows.len()) }), &diary(shown))
}

fn start_values(priors: &method::Priors) -> Markup {
    let rows = priors.iter().map(|(cause, points)| {
        html! { tr { th scope="row" { (cause.name()) } td class="num" { (words::points(points)) } } }
    });
    let words = match priors.cases {
        Some(cases) => format!("They follow your {cases} reviewed requests: how often each cause was confirmed."),
        None => format!(
            "They are the method’s own until {ENOUGH_CASES} requests were reviewed; then they follow your cases."
        ),
    };
    let body = html! {
        p class="quiet" { (words) }
        table class="table" data-tight {
            caption class="visually-hidden" { "Start values of each cause" }
            thead { tr { th scope="col" { "Cause" } th scope="col" class="num" { "Points" } } }
            tbody { @for row in rows { (row) } }
        }
        (web::promise::explain("Explain the start values", &html! {
            p { "With N reviewed requests, of which k had the cause; kept between −4 and 0." }
            p class="formula" { "start value = 2 × ln((k + 1) / (N − k + 1))" }
        }))
    };
    section("d-start", "Where causes start", None, &body)
}
