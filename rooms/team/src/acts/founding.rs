use ground::{Actor, Ground, StoreError, TeamId, Tx, events};
use serde_json::json;
use subtle::ConstantTimeEq;
use web::shell::Habits;
use worktime::{Calendar, Turnaround};

use super::{Refused, Session, check_working_time, passwords, signing_in};
use crate::rules::{Role, domain_of, fold, mail_address, slug_of};
use crate::store::{members, people, sessions, teams};
use crate::{AccountId, Member, MemberId, Team, calendar};

/// A team to be founded.
#[derive(Debug, Clone)]
pub struct NewTeam {
    /// As it signs its letters.
    pub name: String,
    /// Its place in addresses; made from the name if it is empty.
    pub slug: String,
    /// What the numbers of its requests begin with: one to six letters; `R` if it is empty.
    pub prefix: String,
    /// Its own mail domains; that of the first person if there are none.
    pub domains: Vec<String>,
    /// Zone, office hours, holidays.
    pub calendar: Calendar,
    /// How long an answer may take.
    pub turnaround: Turnaround,
    /// Who becomes lead and administrator.
    pub first: FirstPerson,
}

/// The person of the first run: lead and administrator.
#[derive(Debug, Clone)]
pub struct FirstPerson {
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub address: String,
    /// Their password; who has none signs in by mailed link. Somebody who has an account already keeps theirs.
    pub password: Option<String>,
}

/// Somebody to be added to a team.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their name; somebody who has an account already keeps theirs.
    pub name: String,
    /// Their mail address.
    pub address: String,
    /// What they do in the team.
    pub role: Option<Role>,
    /// Whether they administer it.
    pub is_administrator: bool,
    /// Their password; who has none signs in by mailed link.
    pub password: Option<String>,
}

/// A team that can be founded.
struct Checked {
    team: Team,
    calendar: Calendar,
    turnaround: Turnaround,
    first: NewPerson,
    print: Option<String>,
}

/// Founds a team, as the command line does: the first one or any other.
pub async fn found(ground: &Ground, new: NewTeam) -> Result<(Team, Member), Refused> {
    let checked = check(ground, new).await?;
    let mut tx = ground.begin().await?;
    let (team, member) = found_in(&mut tx, checked).await?;
    teams::mark(&mut tx, team.id).await?;
    tx.commit().await?;
    Ok((team, member))
}

/// The first run: behind a key that is printed at the start, and over when the first team is founded.
pub mod first_run {
    use super::*;

    /// The key of the first run, the same at each start of each process; none when the first run is over.
    pub async fn key(ground: &Ground) -> Result<Option<String>, StoreError> {
        let mut tx = ground.read().await?;
        Ok(if teams::is_founded(&mut tx).await? { None } else { Some(made(ground)) })
    }

    fn made(ground: &Ground) -> String {
        ground.secret().token(&["first-run"])
    }

    /// Whether this key opens the first run.
    ///
    /// # Errors
    /// [`Refused::WrongKey`], or [`Refused::FoundedAlready`] when it is over.
    pub async fn check_key(ground: &Ground, typed: &str) -> Result<(), Refused> {
        let mut tx = ground.read().await?;
        if teams::is_founded(&mut tx).await? {
            return Err(Refused::FoundedAlready);
        }
        let right = made(ground).as_bytes().ct_eq(typed.trim().to_ascii_lowercase().as_bytes());
        if bool::from(right) { Ok(()) } else { Err(Refused::WrongKey) }
    }

    /// Founds the first team and signs its first person in. Of two people with the key, one founds. Without a short name it takes the one
    /// that the configuration has a mailbox for, so that mail is connected.
    pub async fn found(ground: &Ground, key: &str, mut new: NewTeam) -> Result<(Team, Member, Session), Refused> {
        check_key(ground, key).await?;
        if let Some(first) = ground.settings().first_team.as_ref().filter(|slug| **slug == slug_of(slug))
            && new.slug.trim().is_empty()
        {
            new.slug.clone_from(first);
        }
        let checked = check(ground, new).await?;
        let mut tx = ground.begin().await?;
        let (team, member) = found_in(&mut tx, checked).await?;
        teams::mark_first(&mut tx, team.id).await.map_err(Refused::FoundedAlready.if_taken())?;
        let session = Session::fresh();
        sessions::begin(&mut tx, session.token(), member.account, team.id, None).await?;
        signing_in::record(&mut tx, &member, "first-run").await?;
        tx.commit().await?;
        Ok((team, member, session))
    }
}

async fn check(ground: &Ground, new: NewTeam) -> Result<Checked, Refused> {
    let now = ground.now();
    let name = named("name", &new.name, "Write the team’s name, as its letters shall be signed.")?;
    let slug = if new.slug.trim().is_empty() { slug_of(&name) } else { new.slug.trim().to_owned() };
    if slug != slug_of(&slug) {
        return Err(Refused::at("slug", "Use small letters, figures and single hyphens, 40 signs at most."));
    }
    let prefix = if new.prefix.trim().is_empty() { "R".to_owned() } else { new.prefix.trim().to_uppercase() };
    if prefix.len() > 6 || !prefix.bytes().all(|sign| sign.is_ascii_uppercase()) {
        return Err(Refused::at("prefix", "Use one to six letters, such as R or LND."));
    }
    check_working_time(&new.calendar, new.turnaround, now)?;
    let FirstPerson { name: person, address, password } = new.first;
    let first = NewPerson { name: person, address, role: Some(Role::Lead), is_administrator: true, password };
    let (first, print) = check_person(first).await?;
    let mut domains: Vec<String> = new.domains.iter().map(|domain| fold(domain)).collect();
    domains.retain(|domain| !domain.is_empty() && !domain.contains(char::is_whitespace));
    if domains.is_empty() {
        domains.extend(domain_of(&first.address));
    }
    let team = Team { id: TeamId::new(now), slug, name, prefix, domains, created_at: now };
    Ok(Checked { team, calendar: new.calendar, turnaround: new.turnaround, first, print })
}

async fn check_person(person: NewPerson) -> Result<(NewPerson, Option<String>), Refused> {
    let name = named("person", &person.name, "Write the name by which colleagues know you.")?;
    let address = mail_address(&person.address)?.to_owned();
    let print = match &person.password {
        Some(password) => Some(passwords::print_of(password).await?),
        None => None,
    };
    Ok((NewPerson { name, address, ..person }, print))
}

fn named(field: &'static str, typed: &str, words: &str) -> Result<String, Refused> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Refused::at(field, words)),
        1..=120 => Ok(name),
        _ => Err(Refused::at(field, "Shorten this to 120 signs.")),
    }
}

async fn found_in(tx: &mut Tx, checked: Checked) -> Result<(Team, Member), Refused> {
    let Checked { team, calendar, turnaround, first, print } = checked;
    let taken = Refused::at("slug", "Another team has this place in addresses. Choose a different one.");
    teams::insert(tx, &team).await.map_err(taken.if_taken())?;
    let member = join(tx, &team, first, print).await?;
    let actor = member.actor();
    calendar::insert(tx, team.id, 1, &calendar, turnaround, &actor.to_string()).await?;
    events::record(tx, team.id, actor, "team.founded", team.id, json!({ "calendar_version": 1 })).await?;
    Ok((team, member))
}

/// Adds somebody to a team.
pub async fn add_member(ground: &Ground, team: TeamId, person: NewPerson, by: Actor) -> Result<Member, Refused> {
    let (person, print) = check_person(person).await?;
    let mut tx = ground.begin().await?;
    let team = teams::get(&mut tx, team).await?.ok_or(Refused::Unknown)?;
    let payload = json!({ "role": person.role.map(Role::as_str), "is_administrator": person.is_administrator });
    let member = join(&mut tx, &team, person, print).await?;
    events::record(&mut tx, team.id, by, "member.joined", member.id, payload).await?;
    tx.commit().await?;
    Ok(member)
}

async fn join(tx: &mut Tx, team: &Team, person: NewPerson, print: Option<String>) -> Result<Member, Refused> {
    let now = tx.now();
    let account = match people::by_address(tx, &person.address).await? {
        Some(account) => account,
        None => {
            let id = AccountId::new(now);
            let account =
                people::Account { id, address: person.address, name: person.name, password: print, last_team: None };
            people::insert(tx, &account).await?;
            account
        }
    };
    let member = Member {
        team: team.id,
        team_name: team.name.clone(),
        team_prefix: team.prefix.clone(),
        id: MemberId::new(now),
        account: account.id,
        name: account.name,
        address: account.address,
        role: person.role,
        is_administrator: person.is_administrator,
        zone: None,
        habits: Habits::default(),
        through: None,
    };
    let taken = Refused::at("address", "Whoever has this address is in the team already.");
    members::insert(tx, &member).await.map_err(taken.if_taken())?;
    // Who has an account already brings the habits that they chose in another team.
    members::get(tx, team.id, member.id).await?.ok_or(Refused::Unknown)
}
