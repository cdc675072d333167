//! Answers that a team set to go out at a chosen time: sends what is due, by the same act as a page. One server does it at a time; another
//! takes over where it stopped, and an answer goes out once, whoever sends it.

use std::time::Duration;

use answers::scheduled::{Fate, ripe, send_ripe};
use ground::{Ground, StoreError, leases};
use jiff::SignedDuration;
use tokio::sync::watch;

use crate::mailroom::holder;

/// The claim of the one server that sends them.
const LEASE: &str = "scheduled answers";
const CLAIM: SignedDuration = SignedDuration::from_secs(30);
/// How often it is looked whether one is due: an answer leaves within seconds of its time.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many are taken at once.
const HANDFUL: i64 = 32;

/// Sends what is due until `stop`, whenever no other server does.
pub async fn work(ground: Ground, mut stop: watch::Receiver<bool>) {
    let holder = holder(&ground);
    while !*stop.borrow() {
        if let Err(error) = round(&ground, &holder).await {
            tracing::warn!(%error, "scheduled answers could not be looked after");
        }
        tokio::select! {
            _ends = stop.wait_for(|stop| *stop) => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
    if let Err(error) = leases::let_go(&ground, LEASE, &holder).await {
        tracing::warn!(%error, "the claim on scheduled answers was not given back; it ends by itself");
    }
}

/// Sends what is due once, if the claim is ours. The claim is only asked for when there is something to send.
async fn round(ground: &Ground, holder: &str) -> Result<(), StoreError> {
    let due = ripe(&mut ground.read().await?, HANDFUL).await?;
    if due.is_empty() || !leases::hold(ground, LEASE, holder, CLAIM).await? {
        return Ok(());
    }
    for one in due {
        match send_ripe(ground, &one).await {
            Ok(Fate::Sent(_) | Fate::NotThere) => {}
            Ok(Fate::Stopped(_)) => tracing::info!(request = %one.request, "a scheduled answer did not go out"),
            // It is offered again in the next round; the others go on meanwhile.
            Err(error) => tracing::warn!(%error, request = %one.request, "a scheduled answer could not be sent"),
        }
    }
    Ok(())
}
