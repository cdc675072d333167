//! Teams, people and tokens at the command line: what an administrator of the installation does, and no page.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::{Subcommand, ValueEnum};
use ground::{Actor, Ground, TeamId};
use jiff::SignedDuration;
use team::{FirstPerson, NewPerson, NewTeam, Role, Scope};
use worktime::{Calendar, Turnaround};

const COMMAND_LINE: Actor = Actor::Machine("command-line");

/// What can be done with teams.
#[derive(Debug, Subcommand)]
pub enum TeamCommand {
    /// Names every team with its place in addresses.
    List,
    /// Founds a team with its first person, who becomes lead and administrator.
    New {
        /// The team's name, as it signs its letters.
        name: String,
        /// Its time zone.
        #[arg(long, default_value = "Europe/Berlin")]
        zone: String,
        /// Its office hours.
        #[arg(long, default_value = "Mon-Fri 09:00-17:00")]
        hours: String,
        /// The first person's name.
        #[arg(long)]
        person: String,
        /// The first person's mail address.
        #[arg(long)]
        address: String,
        /// A file that holds the first person's password; without it they sign in by mailed link.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
}

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum MemberCommand {
    /// Adds somebody to a team.
    Add {
        /// The team's place in addresses.
        team: String,
        /// The person's name.
        name: String,
        /// The person's mail address.
        address: String,
        /// What they do in the team.
        #[arg(long, value_enum)]
        role: Option<RoleWord>,
        /// They look after accounts, mail and links.
        #[arg(long)]
        administrator: bool,
        /// A file that holds the password; without it they sign in by mailed link.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
}

/// A role, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RoleWord {
    /// Works in the team every day.
    Member,
    /// Plans its capacity and strategy as well.
    Lead,
    /// Reads what an executive reads.
    Sponsor,
}

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Makes a token for the API of a team, and prints it, once.
    New {
        /// The team's place in addresses.
        team: String,
        /// What it is for.
        name: String,
        /// How many days it holds.
        #[arg(long, default_value_t = 365)]
        days: u16,
        /// What it may do, several times for several things: requests:write (take in), requests:read, requests:work, promises:read,
        /// promises:write, blocks:read, blocks:write, answers:read, answers:write, business:read, business:write. Everything, if none is
        /// named.
        #[arg(long = "scope", value_parser = scope)]
        scopes: Vec<Scope>,
    },
}

fn password(file: Option<&PathBuf>) -> anyhow::Result<Option<String>> {
    let Some(file) = file else { return Ok(None) };
    let text = std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

async fn named(ground: &Ground, slug: &str) -> anyhow::Result<TeamId> {
    let team = team::teams::by_slug(&mut ground.read().await?, slug).await?;
    team.map(|team| team.id).with_context(|| format!("there is no team {slug}; `offwheel team list` names them"))
}

/// Lists or founds teams.
pub async fn team(ground: &Ground, command: &TeamCommand, out: &mut impl Write) -> anyhow::Result<()> {
    match command {
        TeamCommand::List => {
            for team in team::teams::list(&mut ground.read().await?).await? {
                writeln!(out, "{}\t{}", team.slug, team.name)?;
            }
        }
        TeamCommand::New { name, zone, hours, person, address, password_file } => {
            let new = NewTeam {
                name: name.clone(),
                slug: String::new(),
                prefix: String::new(),
                domains: Vec::new(),
                calendar: Calendar::of(zone, hours).map_err(|error| anyhow!("{error}"))?,
                turnaround: Turnaround::business_hours(24),
                first: FirstPerson {
                    name: person.clone(),
                    address: address.clone(),
                    password: password(password_file.as_ref())?,
                },
            };
            let (team, _) = team::found(ground, new).await?;
            let url = &ground.settings().public_url;
            writeln!(out, "{} is founded. Its form: {url}/t/{}/ask", team.name, team.slug)?;
        }
    }
    Ok(())
}

/// Adds people.
pub async fn member(ground: &Ground, command: &MemberCommand, out: &mut impl Write) -> anyhow::Result<()> {
    let MemberCommand::Add { team, name, address, role, administrator, password_file } = command;
    let role = role.map(|role| match role {
        RoleWord::Member => Role::Member,
        RoleWord::Lead => Role::Lead,
        RoleWord::Sponsor => Role::Sponsor,
    });
    let password = password(password_file.as_ref())?;
    let person =
        NewPerson { name: name.clone(), address: address.clone(), role, is_administrator: *administrator, password };
    let member = team::add_member(ground, named(ground, team).await?, person, COMMAND_LINE).await?;
    writeln!(out, "{} is in {}.", member.name, member.team_name)?;
    Ok(())
}

fn scope(word: &str) -> Result<Scope, String> {
    Scope::from_word(word).ok_or_else(|| format!("it is one of {}", Scope::WORDS.join(", ")))
}

/// Makes tokens.
pub async fn token(ground: &Ground, command: &TokenCommand, out: &mut impl Write) -> anyhow::Result<()> {
    let TokenCommand::New { team, name, days, scopes } = command;
    let scopes = if scopes.is_empty() { &Scope::ALL[..] } else { scopes };
    let team = named(ground, team).await?;
    let ends_at = ground.now().checked_add(SignedDuration::from_hours(24 * i64::from(*days)))?;
    let token = team::make_token(ground, team, name, scopes, ends_at, COMMAND_LINE).await?;
    writeln!(out, "{}", token.text)?;
    Ok(())
}
