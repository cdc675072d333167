//! What rooms below the team say on its pages: how reserved time fits the turnaround, and what a holiday does to it.

use std::sync::Arc;

use blocks::{Pattern, Rhythm};
use ground::{Ground, TeamId};
use jiff::civil::Date;
use maud::Markup;
use team::{Below, OnDays};
use worktime::{Office, Turnaround};

/// The functions that the pages of the team call.
pub fn beside_team() -> Below {
    Below {
        fit: |ground, team, office, turnaround| Box::pin(fit(ground, team, office, turnaround)),
        on_days: |ground, team, days| Box::pin(on_days(ground, team, days)),
        mine: |ground, who| Box::pin(blocks::feeds_part(ground, who)),
        came_with: requests::acknowledgement_came_with,
        letter: requests::acknowledgement_sketched,
        ..Below::default()
    }
}

async fn patterns(ground: &Ground, team: TeamId) -> web::Result<Vec<Pattern>> {
    let mut tx = ground.read().await?;
    Ok(blocks::patterns(&mut tx, team).await?)
}

async fn fit(ground: Ground, team: TeamId, office: Arc<Office>, turnaround: Turnaround) -> web::Result<Markup> {
    blocks::fit_part(&ground, team, &office, turnaround).await
}

/// A holiday skips a daily block, and moves a weekly one to the next working day.
async fn on_days(ground: Ground, team: TeamId, days: Vec<Date>) -> web::Result<OnDays> {
    let patterns = patterns(&ground, team).await?;
    let mut tx = ground.read().await?;
    let office = team::calendar::current(&mut tx, team).await?.office;
    let on_day = |day: Date| {
        let runs = |pattern: &&Pattern| {
            let running = &pattern.running;
            running.from_on <= day && running.until_on.is_none_or(|until| day <= until)
        };
        let told = patterns.iter().filter(runs).filter_map(|pattern| match pattern.running.rhythm {
            Rhythm::Daily { .. } => Some("no block: the daily one is skipped".to_owned()),
            Rhythm::Weekly { weekday, .. } if weekday == day.weekday() => {
                let next = office.working_date(day, 1).ok()?;
                Some(format!("the weekly hour moves to {}", next.strftime("%A")))
            }
            Rhythm::Weekly { .. } => None,
        });
        let mut told: Vec<String> = told.collect();
        told.dedup();
        (!told.is_empty()).then(|| (day, told.join("; ")))
    };
    Ok(days.into_iter().filter_map(on_day).collect())
}
