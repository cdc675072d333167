//! A PostgreSQL of the tests' own and the way to the other servers, there while they run and gone afterwards, whatever ends them.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs, process};

use anyhow::Context;

use crate::house::House;
use crate::run;

/// Waits until its standard input closes, which happens even when xtask is killed; then stops the server and clears up.
const KEEPER: &str = r#"trap "" INT TERM HUP
while read -r _; do :; done
bash "$1" stop "$2" --immediate >/dev/null 2>&1
rm -rf "$2""#;

/// What tests and journeys find around them; dropping it stops the server and removes its files.
pub struct Peers {
    postgres: Postgres,
    /// Where packages are kept between runs.
    cache: PathBuf,
    /// The scripts that start other servers.
    scripts: PathBuf,
    /// Material beside the checkout, if there is some.
    shared: Option<PathBuf>,
}

impl Peers {
    /// Starts PostgreSQL in a new folder below the temporary one.
    pub fn start(house: &House) -> anyhow::Result<Peers> {
        let (cache, scripts) = (house.cache()?, house.root.join("peers"));
        let postgres = Postgres::start(&scripts.join("postgres.sh"), &cache)?;
        println!("   PostgreSQL: {}", postgres.url);
        Ok(Peers { postgres, cache, scripts, shared: house.shared() })
    }

    /// Tells a program of tests where everything is.
    pub fn introduce(&self, command: &mut Command) {
        command.env("OFFWHEEL_TEST_POSTGRES", &self.postgres.url);
        command.env("OFFWHEEL_PEERS", &self.scripts).env("PEERS_CACHE", &self.cache);
        if let Some(shared) = &self.shared {
            command.env("OFFWHEEL_SHARED", shared);
        }
    }
}

struct Postgres {
    /// A user who may create databases.
    url: String,
    keeper: Child,
}

impl Postgres {
    fn start(script: &Path, cache: &Path) -> anyhow::Result<Postgres> {
        let folder = new_folder()?;
        let mut postgres = Postgres { url: String::new(), keeper: keeper(script, &folder)? };
        let mut start = Command::new("bash");
        start.arg(script).arg("start").arg(&folder).arg("--max-connections=200").env("PEERS_CACHE", cache);
        let told = run::quietly(&mut start).context("PostgreSQL did not start")?;
        let url = told.lines().find_map(|line| line.strip_prefix("postgres url="));
        postgres.url = url.context("peers/postgres.sh printed no url")?.to_owned();
        Ok(postgres)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        match self.keeper.wait() {
            Ok(status) if status.success() => (),
            Ok(status) => println!("   PostgreSQL could not be cleared away ({status})"),
            Err(error) => println!("   PostgreSQL may still run: {error}"),
        }
    }
}

/// A folder that others may enter, since PostgreSQL runs as a user of its own.
fn new_folder() -> anyhow::Result<PathBuf> {
    let folder = env::temp_dir().join(format!("offwheel-tests-{}", process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    Ok(folder)
}

/// Apart from our process group, so that the interrupt of a terminal leaves it alone to do its work.
fn keeper(script: &Path, folder: &Path) -> anyhow::Result<Child> {
    let mut keeper = Command::new("bash");
    keeper.args(["-c", KEEPER, "keeper"]).arg(script).arg(folder).stdin(Stdio::piped()).process_group(0);
    keeper.spawn().context("bash can't be started")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keeper_stops_the_server_and_clears_up_when_its_owner_is_gone() {
        let folder = env::temp_dir().join(format!("offwheel-keeper-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (script, note) = (folder.with_extension("sh"), folder.with_extension("note"));
        fs::write(&script, format!("echo \"$@\" > {}", note.display())).unwrap();
        let mut keeper = keeper(&script, &folder).unwrap();
        assert!(folder.exists() && !note.exists(), "it waits for its owner");
        drop(keeper.stdin.take());
        assert!(keeper.wait().unwrap().success());
        assert_eq!(fs::read_to_string(&note).unwrap(), format!("stop {} --immediate\n", folder.display()));
        assert!(!folder.exists());
        fs::remove_file(script).unwrap();
        fs::remove_file(note).unwrap();
    }
}
