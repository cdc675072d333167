//! A share of a whole, as pages tell it: with how sure it is, and as a count where there are too few.

use evidence::Share;
use maud::{Markup, html};
use web::charts::Interval;
use web::promise::figure_few;

/// “93 %, 118 of 127”, with how sure that is; below ten cases the count alone.
pub(super) fn of_share(id: &str, label: &str, share: Share) -> Markup {
    let (Some(rate), Some(interval), true) = (share.rate(), share.interval(), share.is_enough()) else {
        let note = html! { "Too few for a percentage; we give one from " (evidence::ENOUGH) " on." };
        return figure_few(label, format!("{} of {}", share.part, share.of), Some(note));
    };
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let (value, low, high) = (percent(rate), percent(interval.low), percent(interval.high));
    let title = format!("{value} percent, likely between {low} and {high}");
    let plot = Interval {
        id,
        title: &title,
        axis: (0.0, 1.0),
        value: rate,
        low: interval.low,
        high: interval.high,
        reference: None,
    };
    html! {
        div class="figure" {
            p class="figure-label" { (label) }
            p class="figure-value" { (value) "\u{a0}% " small { (share.part) " of " (share.of) } }
            (plot)
            p class="figure-note" { "Likely between " (low) " and " (high) "\u{a0}%." }
        }
    }
}

/// What such a figure means, for its account.
pub(super) fn how_sure() -> Markup {
    html! { p { "“Likely between” is the Wilson interval at 95 of 100. A percentage is given from " (evidence::ENOUGH) " cases on." } }
}
