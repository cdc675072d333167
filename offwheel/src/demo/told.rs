//! Brings the story into a data folder.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, bail};
use ground::{Clock, Database, Ground, Secret, Settings, TeamId};
use jiff::Timestamp;
use jiff::civil::time;

use super::days::Days;
use super::script::Script;
use super::stage::Stage;
use super::timeline::in_order;
use super::{cast, script};
use crate::config::Config;
use crate::open;

/// Where Linux keeps files in memory.
const IN_MEMORY: &str = "/dev/shm";

/// Founds the team in `database` and tells its story up to `now`.
pub async fn tell(
    database: &Database,
    secret: &Secret,
    settings: &Settings,
    script: &Script,
    now: Timestamp,
) -> anyhow::Result<TeamId> {
    let days = Days::around(now)?;
    let clock = Clock::standing_at(days.at(cast::FOUNDED, time(15, 0, 0, 0))?);
    let ground = Ground::new(database.clone(), clock.clone(), secret.clone(), settings.clone());
    let cast = cast::assemble(&ground, &days).await?;
    let team = cast.team;
    let mut stage = Stage::new(ground, clock, &days, cast, script);
    for (at, happening) in in_order(&days, script)? {
        if at > now {
            bail!("the story runs ahead of its clock, {} is to come", days.office().text(at));
        }
        let told = stage.happen(happening, at).await;
        told.with_context(|| format!("{}, {}", days.office().text(at), happening.name()))?;
    }
    Ok(team)
}

/// Tells the story in a folder that holds no database yet, and leaves any other as it is.
///
/// A thousand acts would each wait for the disk. So the database is made in memory and comes into the folder as a whole: quickly, and
/// whoever stops it halfway finds no half a story there.
pub async fn founded(folder: &Path, address: SocketAddr) -> anyhow::Result<()> {
    let file = folder.join(open::FILE);
    if file.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).with_context(|| {
        format!(
            "the data folder {} can't be made; give its parent folder to the user that runs Offwheel",
            folder.display()
        )
    })?;
    let beside = tempfile::tempdir_in(IN_MEMORY).or_else(|_elsewhere| tempfile::tempdir());
    let beside = beside.context("a folder to make the demo in can't be made")?;
    let config = Config {
        data: Some(beside.path().to_owned()),
        secret_file: Some(folder.join("secret.key")),
        ..Config::default()
    };
    let ground = open::ground(&config, address, true, open::clock()?).await?;
    // Attachments lie where the database will be.
    let settings = Settings { data_dir: folder.to_owned(), ..ground.settings().clone() };
    tell(ground.database(), ground.secret(), &settings, &script::read()?, ground.now()).await?;
    bring(beside.path(), folder).with_context(|| format!("the demo can't be written to {}", folder.display()))?;
    drop(ground);
    Ok(())
}

/// Brings the database into the folder. It is still open, and nobody writes: its file and its log make a whole. The file comes last and at
/// once, since the log alone is no database.
fn bring(from: &Path, folder: &Path) -> std::io::Result<()> {
    let log = format!("{}-wal", open::FILE);
    let arriving = format!("{}.part", open::FILE);
    for (name, arriving) in [(&*log, &*log), (open::FILE, &arriving)] {
        std::fs::copy(from.join(name), folder.join(arriving))?;
        std::fs::File::open(folder.join(arriving))?.sync_all()?;
    }
    std::fs::rename(folder.join(arriving), folder.join(open::FILE))?;
    std::fs::File::open(folder)?.sync_all()
}

/// The sample team of an open folder; told there if the folder holds no team.
///
/// # Errors
/// A folder with another team is left alone: a demo signs everybody in and sends no mail.
pub async fn team(ground: &Ground, folder: &Path) -> anyhow::Result<TeamId> {
    let teams = team::teams::list(&mut ground.read().await?).await?;
    if teams.is_empty() {
        return tell(ground.database(), ground.secret(), ground.settings(), &script::read()?, ground.now()).await;
    }
    let ours = teams.iter().find(|team| team.slug == cast::SLUG && team.is_own(cast::FIRST_ADDRESS));
    ours.map(|team| team.id).with_context(|| {
        format!("{} holds a team that is not the demo’s; name another folder with --data", folder.display())
    })
}
