//! The program: command line, configuration, first run, demo; here the rooms are joined to the edges, and the whole is tested. No rule
//! of the product may live here, and no page but through its room.

mod app;
mod calendars;
mod config;
mod demo;
mod explain;
mod feeds;
mod holidays;
mod index;
mod mailroom;
mod open;
mod openapi;
mod post_office;
mod scheduled;
mod serve;
mod teams;
mod unclosed;

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use config::Config;

/// Offwheel: off the hamster wheel of urgent requests.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 110)]
struct Arguments {
    /// The configuration; `offwheel.toml` in this folder if not given. `offwheel config` explains it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves pages, reads and sends mail, until it is told to stop.
    Serve {
        /// The address to listen on.
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<SocketAddr>,
    },
    /// Shows a sample team with months of history. Its mail is kept and never sent.
    Demo(demo::Wishes),
    /// Explains what a rule gives.
    #[command(subcommand)]
    Explain(explain::Topic),
    /// Teams of this installation.
    #[command(subcommand)]
    Team(teams::TeamCommand),
    /// People of a team.
    #[command(subcommand)]
    Member(teams::MemberCommand),
    /// Tokens for programs.
    #[command(subcommand)]
    Token(teams::TokenCommand),
    /// Prints every key of the configuration with its meaning.
    Config,
    /// Tries the database and every mail connection, and says in words what is wrong.
    Check,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(obey(arguments)),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            // Nobody may be listening at the other end of the pipe; then there is nobody to tell.
            drop(writeln!(std::io::stderr(), "offwheel: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn obey(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match &arguments.command {
        Command::Config => write!(out, "{}", config::EXPLAINED)?,
        Command::Explain(topic) => explain::explain(topic, open::clock()?.now(), &mut out)?,
        Command::Demo(wishes) => {
            drop(out);
            log("warn");
            demo::run(wishes, arguments.data).await?;
        }
        Command::Serve { listen } => {
            drop(out);
            log("info");
            let mut config = configured(&arguments)?;
            config.listen = listen.or(config.listen);
            serve_teams(&config).await?;
        }
        Command::Team(command) => teams::team(&opened(&arguments).await?, command, &mut out).await?,
        Command::Member(command) => teams::member(&opened(&arguments).await?, command, &mut out).await?,
        Command::Token(command) => teams::token(&opened(&arguments).await?, command, &mut out).await?,
        Command::Check => {
            let config = configured(&arguments)?;
            let ground = open::ground(&config, config.listen(), false, open::clock()?).await?;
            writeln!(out, "The database answers and is up to date.")?;
            let mut lines = Vec::new();
            let is_well = serve::check(&ground, &config, |line| lines.push(line)).await?;
            for line in lines {
                writeln!(out, "{line}")?;
            }
            return Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn configured(arguments: &Arguments) -> anyhow::Result<Config> {
    let mut config = Config::read(arguments.config.as_deref())?;
    config.data = arguments.data.clone().or(config.data);
    Ok(config)
}

async fn opened(arguments: &Arguments) -> anyhow::Result<ground::Ground> {
    let config = configured(arguments)?;
    open::ground(&config, config.listen(), false, open::clock()?).await
}

async fn serve_teams(config: &Config) -> anyhow::Result<()> {
    let stop = serve::told_to_stop()?;
    let listener = open::listener(config.listen()).await?;
    let address = listener.local_addr()?;
    let ground = open::ground(config, address, false, open::clock()?).await?;
    let url = ground.settings().public_url.clone();
    {
        let mut out = std::io::stdout().lock();
        writeln!(out, "Offwheel listens on {address}, reached at {url}")?;
    }
    if let Some(key) = team::first_run::key(&ground).await? {
        let mut out = std::io::stdout().lock();
        writeln!(out, "No team is here yet. Make the first one, once: {url}/welcome?key={key}")?;
    }
    serve::run(ground, config, listener, stop).await
}

/// Logs go to stderr; `RUST_LOG` says what, `OFFWHEEL_LOG=json` how.
fn log(usually: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_unset| usually.into());
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let lines = lines.with_ansi(std::io::stderr().is_terminal());
    if std::env::var("OFFWHEEL_LOG").is_ok_and(|how| how == "json") {
        lines.json().init();
    } else {
        lines.init();
    }
}
