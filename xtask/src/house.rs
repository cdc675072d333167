//! Where the checkout lies, what cargo knows of it, and where its test machinery keeps things.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde::Deserialize;

/// The checkout that the command was called in.
pub struct House {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    /// The packages of the workspace.
    pub packages: Vec<Package>,
}

/// A package of the workspace, as `cargo metadata` tells it.
#[derive(Deserialize)]
pub struct Package {
    /// Its name, as `--package` takes it.
    pub name: String,
    /// What it builds.
    pub targets: Vec<Target>,
}

/// Something that a package builds.
#[derive(Deserialize)]
pub struct Target {
    /// The name of the library, program or test.
    pub name: String,
    /// `lib`, `bin`, `test`, `example` and so on.
    pub kind: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
}

impl House {
    /// Looks upwards from the current folder for the workspace, and asks cargo about it.
    pub fn find() -> anyhow::Result<House> {
        let here = env::current_dir().context("the current folder can't be read")?;
        let Some(root) = here.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file()) else {
            bail!("{} is not inside a checkout of Offwheel", here.display());
        };
        let metadata = metadata(root)?;
        Ok(House { root: root.to_owned(), target: metadata.target_directory, packages: metadata.packages })
    }

    /// A cargo that runs in the root, untouched by the cargo that started xtask.
    pub fn cargo(&self) -> Command {
        cargo_in(&self.root)
    }

    /// Material beside the checkout that is not ours to carry in it; none in a clone that stands alone.
    pub fn shared(&self) -> Option<PathBuf> {
        let shared = self.root.parent()?.join("shared");
        shared.join("data").is_dir().then_some(shared)
    }

    /// Where virtual environments and other downloads are kept between runs: `PEERS_CACHE`, else the user's cache.
    pub fn cache(&self) -> anyhow::Result<PathBuf> {
        if let Some(named) = env::var_os("PEERS_CACHE") {
            return Ok(named.into());
        }
        let home = env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
            .context("neither HOME nor PEERS_CACHE is set: name a folder for downloads in PEERS_CACHE")?;
        Ok(home.join("offwheel-peers"))
    }
}

fn metadata(root: &Path) -> anyhow::Result<Metadata> {
    let answer = cargo_in(root)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("cargo can't be started")?;
    if !answer.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&answer.stderr));
    }
    serde_json::from_slice(&answer.stdout).context("cargo metadata answered something unknown")
}

fn cargo_in(root: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    cargo.current_dir(root);
    for (name, _) in env::vars_os() {
        let of_xtask =
            name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if of_xtask {
            cargo.env_remove(name);
        }
    }
    cargo
}
