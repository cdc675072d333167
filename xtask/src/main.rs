//! The house's own commands: `cargo xtask test`, `cargo xtask tidy` and `cargo xtask bench`.
//!
//! What runs, checks or measures the product lives here, apart from it: xtask depends on no crate of the house, so that
//! it builds in seconds and can judge all of them. Nothing that a user of Offwheel runs belongs here.
#![expect(clippy::print_stdout, reason = "a command of the terminal speaks on standard output")]

mod bench;
mod house;
mod run;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Builds, checks and measures Offwheel.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Format, clippy, tidy, all tests on SQLite and PostgreSQL, doc tests and the journeys in Chromium.
    ///
    /// Installs what it needs from Debian, npm and PyPI when it is missing, and says so.
    Test(test::Wishes),
    /// Reads the sources against the rules of the house: SQL, imports, clock, rooms, names, sizes, words.
    Tidy,
    /// Measures Offwheel against others in one run and prints the ratios. Fails only when it cannot measure.
    Bench(bench::Wishes),
}

fn main() -> ExitCode {
    match obey(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// True when all that was asked for holds.
fn obey(arguments: Arguments) -> anyhow::Result<bool> {
    let Some(command) = arguments.command else {
        Arguments::command().print_help()?;
        return Ok(true);
    };
    let house = house::House::find()?;
    match command {
        Command::Test(wishes) => test::test(&house, &wishes),
        Command::Tidy => tidy::report(&house.root),
        Command::Bench(wishes) => bench::bench(&house, &wishes),
    }
}
