//! Whether reserved time fits a turnaround, told with whose time is counted.

use ground::{Ground, TeamId};
use maud::{Markup, html};
use team::Member;
use web::buttons::Button;
use web::notices::{Notice, Tone};
use worktime::{Office, Turnaround};

use super::{PATTERNS, names_of};
use crate::Holders;
use crate::rules::{Rhythm, fit};
use crate::store;

/// How many requests of a week would fall due before a block, what fits, and whose patterns were counted.
///
/// # Errors
/// Those of the database.
pub async fn fit_part(ground: &Ground, team: TeamId, office: &Office, turnaround: Turnaround) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let mut patterns = store::patterns(&mut tx, team).await?;
    // What ends on a day that is set does not tell how requests will fare.
    patterns.retain(|pattern| pattern.running.until_on.is_none());
    let members = team::members::list(&mut tx, team).await?;
    drop(tx);
    if patterns.is_empty() {
        let way = html! { (Button::link("Reserve time", "/blocks/patterns/new").small()) };
        let notice = Notice::new(Tone::Plain, "No time is reserved regularly.");
        return Ok(
            html! { (notice.why("Then every answer is given outside a block. Half an hour a day fits 24 business hours; an hour a week fits five working days.").actions(way)) },
        );
    }
    let rhythms: Vec<Rhythm> = patterns.iter().map(|pattern| pattern.running.rhythm).collect();
    let whose: Vec<(Rhythm, &Holders)> =
        patterns.iter().map(|pattern| (pattern.running.rhythm, &pattern.holders)).collect();
    let counted = counted(&whose, &members);
    Ok(match fit(&rhythms, office, turnaround, ground.now()) {
        Err(error) => html! { p class="small quiet" { (error.to_string()) } },
        Ok(fit) if fit.is_good() => {
            html! { (Notice::new(Tone::Good, "Your blocks fit this turnaround.").why(format!("{fit} {counted}"))) }
        }
        Ok(fit) => {
            let way = html! { (Button::link("See the patterns", PATTERNS).small()) };
            let notice = Notice::new(Tone::Care, "Your blocks do not fit this turnaround.");
            html! { (notice.why(format!("{fit} {counted}")).actions(way)) }
        }
    })
}

/// Whose patterns a fit counts: “You hold half an hour every working day at 11:30.” while all are the team's, else each with whose it is.
pub(super) fn counted(patterns: &[(Rhythm, &Holders)], members: &[Member]) -> String {
    if patterns.iter().all(|(_, holders)| **holders == Holders::Team) {
        let held: Vec<String> = patterns.iter().map(|(rhythm, _)| rhythm.to_string()).collect();
        return format!("You hold {}.", held.join(", and "));
    }
    let with_whose = |(rhythm, holders): &(Rhythm, &Holders)| match names_of(holders, None, members) {
        Some(names) => format!("{rhythm}, {names} own"),
        None => format!("{rhythm}, the team’s"),
    };
    let counted: Vec<String> = patterns.iter().map(with_whose).collect();
    format!("Counted are {}. What is members’ own looks at the team’s requests too.", counted.join("; "))
}
