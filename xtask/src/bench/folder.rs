//! A folder of one measurement, on the disk that cargo builds on, since some temporary folders lie in memory.

use std::path::{Path, PathBuf};
use std::{fs, process};

use anyhow::Context;

use crate::house::House;

/// A new folder; dropping it removes it with all that is in it.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder of the measurement called `name`.
    pub fn new(house: &House, name: &str) -> anyhow::Result<Folder> {
        let path = house.target.join("bench").join(format!("{name}-{}", process::id()));
        fs::create_dir_all(&path).with_context(|| format!("{} can't be made", path.display()))?;
        Ok(Folder(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("   {} can't be removed: {error}", self.0.display());
        }
    }
}
