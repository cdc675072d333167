//! `cargo xtask bench`: how Offwheel compares with others on the same machine in the same run, as ratios in one table.
//!
//! Each part measures one thing and lies in a file of its own; to add one, write `pub fn measure(&Stage) -> Result<Vec<Row>>`
//! and name it in [`PARTS`]. A figure that misses what is wanted is printed as such and fails nothing: machines differ.

mod company;
mod folder;
mod http;
mod intake;
mod many;
mod memory;
mod pages;
mod program;
mod python;
mod table;
mod worktime;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use clap::Args;

use company::Company;

use crate::house::House;
use table::Row;

/// What is to be measured.
#[derive(Args)]
pub struct Wishes {
    /// Only these parts; all of them without a name.
    #[arg(value_name = "PART", value_parser = PARTS.map(|part| part.name))]
    parts: Vec<String>,
}

/// Something that is measured on its own.
struct Part {
    name: &'static str,
    what: &'static str,
    measure: fn(&Stage) -> anyhow::Result<Vec<Row>>,
}

const PARTS: [Part; 5] = [
    Part { name: "worktime", what: "due times, against pandas and numpy one at a time", measure: worktime::measure },
    Part {
        name: "pages",
        what: "CPU of desk and list, against a static page of the same size",
        measure: pages::measure,
    },
    Part { name: "many", what: "pages and search with 100,000 requests, against 1,000", measure: many::measure },
    Part { name: "intake", what: "requests by the form, against bare commits of a row", measure: intake::measure },
    Part { name: "memory", what: "memory at rest, and the way from start to first page", measure: memory::measure },
];

/// What the parts of one run share, made when the first of them needs it.
pub struct Stage<'a> {
    /// The checkout.
    pub house: &'a House,
    program: OnceCell<PathBuf>,
    company: OnceCell<Company>,
}

impl<'a> Stage<'a> {
    fn new(house: &'a House) -> Stage<'a> {
        Stage { house, program: OnceCell::new(), company: OnceCell::new() }
    }

    /// The released program.
    pub fn program(&self) -> anyhow::Result<&Path> {
        made_once(&self.program, || program::build(self.house)).map(PathBuf::as_path)
    }

    /// A data folder with many requests; no program runs on it between the parts.
    pub fn company(&self) -> anyhow::Result<&Company> {
        made_once(&self.company, || Company::filled(self.house, self.program()?, company::USUAL))
    }
}

fn made_once<T>(cell: &OnceCell<T>, make: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<&T> {
    match cell.get() {
        Some(made) => Ok(made),
        None => {
            let made = make()?;
            Ok(cell.get_or_init(|| made))
        }
    }
}

/// Measures the parts and prints the table; true when all could be measured.
pub fn bench(house: &House, wishes: &Wishes) -> anyhow::Result<bool> {
    let mut rows = Vec::new();
    let mut all_measured = true;
    let stage = Stage::new(house);
    for part in PARTS.iter().filter(|part| wishes.parts.is_empty() || wishes.parts.iter().any(|name| name == part.name))
    {
        println!("── {}: {}", part.name, part.what);
        match (part.measure)(&stage) {
            Ok(measured) => rows.extend(measured),
            Err(error) => {
                println!("   {} could not be measured: {error:#}", part.name);
                all_measured = false;
            }
        }
    }
    if !rows.is_empty() {
        print!("{}", table::table(&rows));
    }
    Ok(all_measured)
}
