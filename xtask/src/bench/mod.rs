//! `cargo xtask bench`: how Offwheel compares with others on the same machine in the same run, as ratios in one table.
//!
//! Each part measures one thing and lies in a file of its own; to add one, write `pub fn measure(&House) -> Result<Vec<Row>>`
//! and name it in [`PARTS`]. A ratio that misses what is wanted is printed as such and fails nothing: machines differ.

mod python;
mod table;
mod worktime;

use clap::Args;

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
    measure: fn(&House) -> anyhow::Result<Vec<Row>>,
}

const PARTS: [Part; 1] =
    [Part { name: "worktime", what: "due times, against pandas and numpy one at a time", measure: worktime::measure }];

/// Measures the parts and prints the table; true when all could be measured.
pub fn bench(house: &House, wishes: &Wishes) -> anyhow::Result<bool> {
    let mut rows = Vec::new();
    let mut all_measured = true;
    for part in PARTS.iter().filter(|part| wishes.parts.is_empty() || wishes.parts.iter().any(|name| name == part.name))
    {
        println!("── {}: {}", part.name, part.what);
        match (part.measure)(house) {
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
