//! The journeys: stories of people, walked in Chromium against the program as it is built for development.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::count::Count;
use super::peer::Peers;
use super::suite::verdict;
use crate::house::House;
use crate::run;

/// Builds the program, installs what the stories need, and has node's own runner tell them one after the other.
pub fn walk(house: &House, peers: &Peers) -> anyhow::Result<Count> {
    let folder = house.root.join("journeys");
    install(&folder)?;
    let built = run::aloud(house.cargo().args(["build", "--package", "offwheel", "--locked"]), |_| ())?;
    if !built.success() {
        bail!("the program does not build: see above");
    }
    let pictures = house.target.join("journeys");
    println!("   pictures of the pages: {}", pictures.display());
    let mut node = Command::new("node");
    node.current_dir(&folder).args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(stories(&folder)?);
    node.env("OFFWHEEL_BIN", house.target.join("debug/offwheel")).env("OFFWHEEL_PICTURES", pictures);
    peers.introduce(&mut node);
    let mut count = Count::default();
    let status = run::aloud(&mut node, |line| count.read(line))?;
    verdict(status.success(), count)
}

/// Node's packages, exactly as the lock file names them; again only when it changed.
fn install(folder: &Path) -> anyhow::Result<()> {
    if is_installed(folder) {
        return Ok(());
    }
    println!("   installing from npm what journeys/package-lock.json names");
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    if !run::aloud(&mut npm, |_| ())?.success() {
        bail!("npm ci failed, and without its packages no journey can run: is this machine on the network?");
    }
    Ok(())
}

fn is_installed(folder: &Path) -> bool {
    let changed = |path: &str| fs::metadata(folder.join(path)).and_then(|file| file.modified());
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Ok(installed), Ok(locked)) => installed >= locked,
        (_, _) => false,
    }
}

fn stories(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))?;
    let files = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    let mut stories =
        files.into_iter().filter(|file| file.to_string_lossy().ends_with(".test.mjs")).collect::<Vec<_>>();
    stories.sort();
    if stories.is_empty() {
        bail!("{} holds no story (*.test.mjs)", folder.display());
    }
    Ok(stories)
}
