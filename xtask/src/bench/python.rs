//! A Python environment with pinned packages, made once and kept in the cache.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;

use crate::house::House;
use crate::run;

/// Gives the Python of the environment of this name, which has exactly these packages.
pub fn with_packages(house: &House, name: &str, packages: &[&str]) -> anyhow::Result<PathBuf> {
    let folder = house.cache()?.join(format!("bench-{name}"));
    let python = folder.join("bin/python");
    let (list, wanted) = (folder.join("packages.txt"), packages.join("\n"));
    if fs::read_to_string(&list).is_ok_and(|has| has == wanted) {
        return Ok(python);
    }
    println!("   installing from PyPI into {}: {}", folder.display(), packages.join(" "));
    run::quietly(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&folder))
        .context("no Python environment can be made: is the Debian package python3-venv installed?")?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--only-binary=:all:"]).args(packages);
    run::quietly(&mut pip)?;
    fs::write(&list, wanted).with_context(|| format!("{} can't be written", list.display()))?;
    Ok(python)
}
