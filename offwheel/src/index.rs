//! The index by which similar requests are found, looked after beside the pages: requests of the time before it are written into it when
//! the program starts, and what came since is folded now and then. Two servers that do it at once do it once.

use std::collections::HashMap;
use std::fmt::Display;
use std::time::Duration;

use ground::{Ground, StoreError, TeamId};
use tokio::sync::watch;

/// How often it is looked whether there is something to do.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// Looks after the index of every team until `stop`.
pub async fn look_after(ground: &Ground, mut stop: watch::Receiver<bool>) {
    let mut seen = HashMap::new();
    while !*stop.borrow() {
        tokio::select! {
            done = round(ground, &mut seen) => {
                if let Err(error) = done {
                    tracing::warn!(%error, "the index of requests could not be looked after; it is tried again");
                }
            }
            _ends = stop.wait_for(|stop| *stop) => {}
        }
        tokio::select! {
            _ends = stop.wait_for(|stop| *stop) => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Looks after those teams that have a request which was not there the last time.
async fn round(ground: &Ground, seen: &mut HashMap<TeamId, i64>) -> Result<(), StoreError> {
    let teams = requests::to_look_after(ground).await?;
    each(teams, seen, |team| requests::look_after(ground, team)).await;
    Ok(())
}

/// Looks after each team apart: one that fails is tried again in the next round, and the others go on meanwhile.
async fn each<F, E: Display>(
    teams: Vec<(TeamId, i64)>,
    seen: &mut HashMap<TeamId, i64>,
    look_after: impl Fn(TeamId) -> F,
) where
    F: Future<Output = Result<(), E>>,
{
    for (team, last_number) in teams {
        if seen.get(&team) == Some(&last_number) {
            continue;
        }
        match look_after(team).await {
            Ok(()) => drop(seen.insert(team, last_number)),
            Err(error) => tracing::warn!(%error, %team, "the index of a team's requests could not be looked after"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use jiff::Timestamp;

    use super::*;

    #[tokio::test]
    async fn a_team_that_fails_holds_up_no_other_and_is_tried_again() {
        let [one, broken, other] = [1, 2, 3].map(|second| TeamId::new(Timestamp::from_second(second).unwrap()));
        let teams = || vec![(one, 7), (broken, 8), (other, 9)];
        let (mut seen, looked_after) = (HashMap::new(), RefCell::new(Vec::new()));
        for _round in 0..2 {
            let look_after = async |team| {
                looked_after.borrow_mut().push(team);
                if team == broken { Err("its rows can't be read") } else { Ok(()) }
            };
            each(teams(), &mut seen, look_after).await;
        }
        assert_eq!(looked_after.into_inner(), [one, broken, other, broken]);
        assert_eq!(seen, HashMap::from([(one, 7), (other, 9)]));
    }
}
