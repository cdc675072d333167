//! Who comes: the extractors by which a page says whom it is for.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use ground::{Actor, Ground, TeamId};
use http::Method;
use http::header::AUTHORIZATION;
use http::request::Parts;
use web::Failure;
use web::cookies::SessionCookie;
use web::forms::Errors;
use web::shell::Habits;

use crate::acts::session_of;
use crate::rules::{Right, fold, who_may};
use crate::store::{members, teams, tokens};
use crate::{Member, Scope, TokenId};

/// The token that the browser brought, if it brought one.
fn session_token(parts: &Parts, ground: &Ground) -> Option<String> {
    SessionCookie::at(&ground.settings().public_url).read(&parts.headers).map(str::to_owned)
}

async fn signed_in(parts: &mut Parts, ground: &Ground) -> Result<Member, Failure> {
    if let Some(known) = parts.extensions.get::<SignedIn>() {
        return Ok(known.0.clone());
    }
    let found = match session_token(parts, ground) {
        Some(token) => session_of(ground, &token).await?,
        None => None,
    };
    let Some(member) = found else { return Err(Failure::SignIn { back: way_back(parts) }) };
    parts.extensions.insert(SignedIn(member.clone()));
    Ok(member)
}

/// Where the sign-in leads to: the page that was asked for. What was to be changed by a form can't be opened; it leads to the start.
fn way_back(parts: &Parts) -> String {
    match parts.method {
        Method::GET | Method::HEAD => parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        _ => "/".to_owned(),
    }
}

async fn with_right(parts: &mut Parts, ground: &Ground, right: Right) -> Result<Member, Failure> {
    let member = signed_in(parts, ground).await?;
    if member.may(right) { Ok(member) } else { Err(Failure::Forbidden(who_may(right).to_owned())) }
}

/// Anybody with an account, whatever their role.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Member);

impl Deref for SignedIn {
    type Target = Member;
    fn deref(&self) -> &Member {
        &self.0
    }
}

impl FromRequestParts<Ground> for SignedIn {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, ground: &Ground) -> Result<Self, Failure> {
        signed_in(parts, ground).await.map(Self)
    }
}

macro_rules! visitor {
    ($(#[$doc:meta])* $name:ident, $right:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Member);

        impl Deref for $name {
            type Target = Member;
            fn deref(&self) -> &Member {
                &self.0
            }
        }

        impl FromRequestParts<Ground> for $name {
            type Rejection = Failure;
            async fn from_request_parts(parts: &mut Parts, ground: &Ground) -> Result<Self, Failure> {
                with_right(parts, ground, $right).await.map(Self)
            }
        }
    };
}

visitor!(
    /// Who works in the team every day: a member or the lead.
    Worker,
    Right::Work
);
visitor!(
    /// Who leads the team.
    Lead,
    Right::Settings
);
visitor!(
    /// Who may read the kept promises: member, lead or sponsor.
    Reader,
    Right::Kept
);
visitor!(
    /// Who administers the team, whatever their role.
    Administrator,
    Right::Administer
);

/// A program that came with `Authorization: Bearer …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The one team it belongs to.
    pub team: TeamId,
    /// Which.
    pub id: TokenId,
    /// What it may do.
    pub scopes: Vec<Scope>,
}

impl Token {
    /// As the one who did something.
    pub fn actor(&self) -> Actor {
        Actor::Token(self.id.uuid())
    }

    /// Goes on only if the token has this scope.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], naming the scope that is missing.
    pub fn need(&self, scope: Scope) -> web::Result<()> {
        if self.scopes.contains(&scope) {
            return Ok(());
        }
        let words =
            format!("This token does not have the scope {}. Ask an administrator for one that has.", scope.as_str());
        Err(Failure::Forbidden(words))
    }
}

impl Token {
    /// Who does something by this token: the member with the address `by`, in whose name the program acts, or else the program itself
    /// under the name of its team. What is done is done by the token either way.
    ///
    /// # Errors
    /// [`Failure::RefusedAt`] at the field `by`, if nobody who works in the team has that address.
    pub async fn hand(&self, ground: &Ground, by: Option<&str>) -> web::Result<Member> {
        let mut tx = ground.read().await?;
        let Some(by) = by else {
            let team = teams::get(&mut tx, self.team).await?.ok_or(Failure::NotFound)?;
            return Ok(Member {
                team: self.team,
                team_name: team.name.clone(),
                team_prefix: team.prefix,
                id: self.id.uuid().into(),
                account: self.id.uuid().into(),
                name: team.name,
                address: String::new(),
                role: None,
                is_administrator: false,
                zone: None,
                habits: Habits::default(),
                through: Some(self.id),
            });
        };
        let all = members::list(&mut tx, self.team).await?;
        let known = all.into_iter().find(|member| fold(&member.address) == fold(by) && member.may(Right::Work));
        match known {
            Some(member) => Ok(Member { through: Some(self.id), ..member }),
            None => {
                let words = "Nobody who works in this team has this address. Name a member or the lead by theirs.";
                Err(Failure::RefusedAt(Errors::at("by", words)))
            }
        }
    }

    /// The same for what the lead alone may do: it is done in the name of one.
    ///
    /// # Errors
    /// [`Failure::RefusedAt`] at the field `by`, if nobody with this address works in the team, or they don't lead it.
    pub async fn hand_of_lead(&self, ground: &Ground, by: &str) -> web::Result<Member> {
        let who = self.hand(ground, Some(by)).await?;
        if who.may(Right::Settings) {
            return Ok(who);
        }
        Err(Failure::RefusedAt(Errors::at("by", who_may(Right::Settings))))
    }
}

impl FromRequestParts<Ground> for Token {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, ground: &Ground) -> Result<Self, Failure> {
        let unknown = || Failure::SignIn { back: "/".to_owned() };
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (scheme, token) = header.split_once(' ').ok_or_else(unknown)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(unknown());
        }
        let mut tx = ground.read().await?;
        let record = tokens::find(&mut tx, token).await?;
        let record = record.filter(|record| record.is_open(ground.now())).ok_or_else(unknown)?;
        Ok(Self { team: record.team, id: record.id, scopes: record.scopes })
    }
}
