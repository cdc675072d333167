//! `offwheel demo`: a sample team with months of history, made by the rooms' own acts with a clock of their own, served like any other.
//! Its mail is kept and never sent. What happens in the story stands in `story/`; nothing of the product may lean on it.

mod business;
mod cast;
mod days;
mod diagnoses;
mod holidays;
mod post;
mod script;
mod stage;
#[cfg(test)]
mod tests;
mod timeline;
mod told;
mod tray;

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;

use anyhow::{Context, bail};
use ground::{Actor, Ground, TeamId, links};
use jiff::SignedDuration;
use team::{Member, Role, Scope};
use tokio::net::TcpListener;

use crate::config::Config;
use crate::{open, serve};

/// What whoever starts a demo wishes.
#[derive(Debug, clap::Args)]
pub struct Wishes {
    /// The port to listen on; 0 is any that is free.
    #[arg(long, default_value_t = 4600)]
    port: u16,
    /// Prints one line of JSON with all addresses.
    #[arg(long)]
    json: bool,
}

/// Who acts where the demo itself does.
const DEMO: Actor = Actor::Machine("demo");
/// The name of the calendar link that is told.
const FEED: &str = "Calendar on the wall";
/// The name of the token that each start makes anew.
const TOKEN: &str = "Demo";
/// How long it holds.
const TOKEN_HOLDS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Whose page is shown as that of a stakeholder: address and subject.
const SHOWN: (&str, &str) = ("ben.ruhl@lindmoor.example", "CRM refresher for account managers");

/// The same for one who reads German.
const SHOWN_IN_GERMAN: (&str, &str) = ("jutta.krahl@lindmoor.example", "Neue im Kundendienst");

/// Makes the sample team where there is none yet, says where everything is, and serves until it is told to stop.
pub async fn run(wishes: &Wishes, data: Option<PathBuf>) -> anyhow::Result<()> {
    let mut stop = pin!(serve::told_to_stop()?);
    let listener = listener(wishes.port).await?;
    let address = listener.local_addr()?;
    let own = match &data {
        Some(_) => None,
        None => Some(tempfile::tempdir().context("a folder for the demo can't be made")?),
    };
    let folder = data.or_else(|| own.as_ref().map(|own| own.path().to_owned())).unwrap_or_default();
    let config = Config { data: Some(folder), ..Config::default() };
    let (ground, places) = tokio::select! {
        made = made(&config, address) => made?,
        () = &mut stop => return Ok(()),
    };
    {
        let mut out = std::io::stdout().lock();
        if wishes.json {
            places.json(&mut out)?
        } else {
            places.words(&mut out)?
        }
        out.flush()?;
    }
    serve::run(ground, &config, listener, stop).await
}

/// The sample team in its folder, told there first where there is none.
async fn made(config: &Config, address: SocketAddr) -> anyhow::Result<(Ground, Places)> {
    let folder = config.data();
    told::founded(&folder, address).await?;
    let ground = open::ground(config, address, true, open::clock()?).await?;
    let team = told::team(&ground, &folder).await?;
    let places = Places::of(&ground, team).await?;
    Ok((ground, places))
}

async fn listener(port: u16) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("the address {address} is in use; stop what listens there, or name another port with --port")
        }
        Err(error) => Err(error).with_context(|| format!("the address {address} can't be listened on")),
    }
}

/// Where everything is.
struct Places {
    url: String,
    /// Role and address.
    sign_in: Vec<(&'static str, String)>,
    ask: String,
    status: String,
    status_in_german: String,
    token: String,
    feed: String,
}

impl Places {
    async fn of(ground: &Ground, team: TeamId) -> anyhow::Result<Self> {
        let url = ground.settings().public_url.clone();
        let mut sign_in = Vec::new();
        for (role, member) in people(ground, team).await? {
            sign_in.push((role, format!("{url}{}", team::one_click(ground, &member).await?)));
        }
        let mut tx = ground.read().await?;
        let slug = team::teams::get(&mut tx, team).await?.context("the team is gone")?.slug;
        let mut pages = Vec::new();
        for (address, subject) in [SHOWN, SHOWN_IN_GERMAN] {
            let shown = requests::readings::by_subject_and_sender(&mut tx, team, subject, address).await?;
            let shown = shown.context("the request whose page is shown is gone")?;
            let link = links::to(&mut tx, team, "request", shown.id).await?;
            let link = link.context("the request has no private page")?;
            pages.push(format!("{url}/s/{}", link.token(ground.secret())));
        }
        drop(tx);
        let [status, status_in_german] = <[String; 2]>::try_from(pages).ok().context("two pages are shown")?;
        let token = token(ground, team).await?;
        let feed = format!("{url}{}", feed(ground, team).await?);
        Ok(Self { ask: format!("{url}/t/{slug}/ask"), status, status_in_german, token, feed, sign_in, url })
    }

    fn json(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let sign_in: serde_json::Map<_, _> =
            self.sign_in.iter().map(|(role, link)| ((*role).to_owned(), link.as_str().into())).collect();
        let places = serde_json::json!({
            "url": self.url, "sign_in": sign_in, "ask": self.ask, "status": self.status,
            "status_in_german": self.status_in_german, "token": self.token, "feed": self.feed,
        });
        Ok(writeln!(out, "{places}")?)
    }

    fn words(&self, out: &mut impl Write) -> anyhow::Result<()> {
        writeln!(out, "Learning at Lindmoor, a sample team, is at {}\n", self.url)?;
        writeln!(out, "Open one of these to be signed in:")?;
        for (role, link) in &self.sign_in {
            writeln!(out, "  {role:<14} {link}")?;
        }
        writeln!(out, "\nAsk for something, as anybody in the house may:\n  {}", self.ask)?;
        writeln!(out, "\nWhat a stakeholder sees, here Ben Ruhl:\n  {}", self.status)?;
        writeln!(out, "\nAnd one who reads German, Jutta Krahl:\n  {}", self.status_in_german)?;
        writeln!(out, "\nA token for programs (it opens everything of this team):\n  {}", self.token)?;
        writeln!(out, "\nThe blocks and promises of the team, for any calendar:\n  {}", self.feed)?;
        writeln!(out, "\nNo mail leaves; what would is under “Outgoing mail”. Stop with Ctrl+C.")?;
        Ok(())
    }
}

/// One person for each kind of right.
async fn people(ground: &Ground, team: TeamId) -> anyhow::Result<Vec<(&'static str, Member)>> {
    let members = team::members::list(&mut ground.read().await?, team).await?;
    let find = |name: &'static str, fits: &dyn Fn(&Member) -> bool| {
        // Whoever has this right and no other comes first, and of them who appears most in the story.
        let by_face = |member: &&Member| (rights(member), member.name != cast::FACE);
        let purest = members.iter().filter(|member| fits(member)).min_by_key(by_face);
        purest.cloned().map(|member| (name, member)).with_context(|| format!("the team has no {name} any more"))
    };
    Ok(vec![
        find("administrator", &|member| member.is_administrator)?,
        find("lead", &|member| member.role == Some(Role::Lead))?,
        find("member", &|member| member.role == Some(Role::Member))?,
        find("sponsor", &|member| member.role == Some(Role::Sponsor))?,
    ])
}

fn rights(member: &Member) -> usize {
    usize::from(member.role.is_some()) + usize::from(member.is_administrator)
}

/// The link by which a calendar reads the team's blocks and promises; the same at each start.
async fn feed(ground: &Ground, team: TeamId) -> anyhow::Result<String> {
    let mut tx = ground.read().await?;
    let lead = team::members::list(&mut tx, team).await?.into_iter().find(|member| member.role == Some(Role::Lead));
    let lead = lead.context("the team has no lead any more")?;
    let known = blocks::feeds::list(&mut tx, team).await?;
    drop(tx);
    let feed = match known.into_iter().find(|feed| feed.member.is_none() && feed.name == FEED) {
        Some(feed) => feed,
        None => blocks::make_feed(ground, &lead, FEED, blocks::Shows::Team { names_requests: false }).await?,
    };
    Ok(blocks::feed_path(&mut ground.read().await?, ground, &lead, feed.id).await?)
}

/// A token made anew; those of earlier starts end.
async fn token(ground: &Ground, team: TeamId) -> anyhow::Result<String> {
    let known = team::tokens::list(&mut ground.read().await?, team).await?;
    for old in known.iter().filter(|old| old.name == TOKEN && old.ended_at.is_none()) {
        team::end_token(ground, team, old.id, DEMO).await?;
    }
    let ends_at = ground.now().checked_add(TOKEN_HOLDS)?;
    let token = team::make_token(ground, team, TOKEN, &Scope::ALL, ends_at, DEMO).await?;
    Ok(token.text)
}
