//! Links by which calendars read blocks: the team's in the settings, one's own beside what is one's own.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::Ground;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use team::{Lead, Member, Right, Worker};
use web::buttons::{Button, one_button};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, section};
use web::lists::{Table, empty};
use web::notices::{Notice, Tone};
use web::shell::{Here, ME, Shell, Who};
use web::when::When;
use web::{Failure, Said, see_other};

use crate::FeedId;
use crate::acts::{self, Refused, Shows};
use crate::store::feeds::{self, Feed};

/// The links of the team.
const TEAM: &str = "/settings/feeds";
/// One's own.
const MINE: &str = "/me/feeds";

pub(super) fn routes() -> Router<Ground> {
    Router::new()
        .route(TEAM, get(show_team).post(make_team))
        .route("/settings/feeds/{id}/renewal", post(renew_team))
        .route("/settings/feeds/{id}/end", post(end_team))
        .route(MINE, get(show_mine).post(make_mine))
        .route("/me/feeds/{id}/renewal", post(renew_mine))
        .route("/me/feeds/{id}/end", post(end_mine))
}

/// Whose links a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Team,
    Mine,
}

impl Whose {
    fn path(self) -> &'static str {
        match self {
            Self::Team => TEAM,
            Self::Mine => MINE,
        }
    }
}

struct View {
    who: Member,
    whose: Whose,
    when: When,
    feeds: Vec<Feed>,
    /// Links of members, for the lead to end.
    of_members: Vec<Feed>,
    members: Vec<Member>,
    /// The one whose link is shown.
    shown: Option<(Feed, String)>,
}

impl View {
    async fn of(ground: &Ground, who: &Member, whose: Whose, shown: Option<&str>) -> web::Result<Self> {
        let mut tx = ground.read().await?;
        let in_force = team::calendar::current(&mut tx, who.team).await?;
        let zone: TimeZone = who.reads_in(&in_force.zone);
        let member = match whose {
            Whose::Team => None,
            Whose::Mine => Some(who.id),
        };
        let all = feeds::list(&mut tx, who.team).await?;
        let (feeds, others): (Vec<Feed>, Vec<Feed>) = all.into_iter().partition(|feed| feed.member == member);
        let shown = match shown.map(str::parse::<FeedId>) {
            None => None,
            Some(Err(_no_id)) => return Err(Failure::NotFound),
            Some(Ok(id)) => {
                let feed = feeds.iter().find(|feed| feed.id == id).cloned().ok_or(Failure::NotFound)?;
                let path = acts::path_of(&mut tx, ground, &feed).await?;
                Some((feed, format!("{}{path}", ground.settings().public_url)))
            }
        };
        let of_members = match whose {
            Whose::Team => others.into_iter().filter(|feed| feed.member.is_some()).collect(),
            Whose::Mine => Vec::new(),
        };
        let members = team::members::list(&mut tx, who.team).await?;
        let when = When::new(zone, ground.now());
        Ok(Self { who: who.clone(), whose, when, feeds, of_members, members, shown })
    }

    fn page(&self, said: Said, form: &Filled) -> Markup {
        let frame = Who { said, ..self.who.shell() };
        let title = "Calendar links";
        let lead = "A link opens a door without a password: any calendar reads it, none writes. Give each one a name, so that you know which to end.";
        let (head, row, here) = match self.whose {
            Whose::Team => {
                let head = PageHead::new(title).under("Settings", "/settings").ends("Calendar links").lead(lead);
                (head, Some(team::settings_row(TEAM)), Here::Settings)
            }
            Whose::Mine => {
                (PageHead::new(title).under(&self.who.name, ME).ends("Calendar links").lead(lead), None, Here::Me)
            }
        };
        let body = html! {
            (head)
            @if let Some(row) = row { (row) }
            div class="stack" data-gap="xl" {
                @if let Some((feed, address)) = &self.shown { (shown(feed, address)) }
                (self.links())
                (self.new_link(form))
                @if !self.of_members.is_empty() { (self.members_links()) }
            }
        };
        Shell::new(title, here, &frame).page(&body)
    }

    fn links(&self) -> Markup {
        let title = match self.whose {
            Whose::Team => "Blocks and promises of the team",
            Whose::Mine => "My blocks, my own and the team’s",
        };
        let table = || {
            let head = Table::new("One link a calendar", ["What reads it", "The link", "Last read", ""]);
            html! { (head.rows(self.feeds.iter().map(|feed| self.row(feed)))) }
        };
        let body = html! {
            @if self.feeds.is_empty() {
                (empty("No calendar reads them yet", &html! { p { "Make a link and paste it into your calendar, where it asks for an address to subscribe to." } }, None))
            } @else { (table()) }
            p class="small quiet measure" { (self.promise()) " Renewing makes the old link silent at once." }
        };
        section("links", title, Some(html! { "read by any calendar, never written" }), &body)
    }

    fn promise(&self) -> &'static str {
        match self.whose {
            Whose::Team => {
                "Blocks of the last 60 and the next 180 days, marked busy, and open promises. Titles say “Promise, R-218”, never what it is about, unless you allow it."
            }
            Whose::Mine => {
                "Blocks of the last 60 and the next 180 days, marked busy; what is skipped or moved follows by itself. No request and no name stands in it."
            }
        }
    }

    fn row(&self, feed: &Feed) -> Markup {
        let path = self.whose.path();
        let of = format!(": {}", feed.name);
        let show = format!("{path}?link={}", feed.id);
        html! {
            tr {
                th scope="row" { (feed.name) small { (self.made(feed)) } }
                td data-label="The link:" { a href=(show) { "Show the link" span class="visually-hidden" { (of) } } }
                td data-label="Last read:" { (self.read(feed)) }
                td class="end" {
                    span class="cluster" {
                        (one_button(&format!("{path}/{}/renewal", feed.id), &Button::submit("Renew").plain().small().heard_as(&of)))
                        (one_button(&format!("{path}/{}/end", feed.id), &Button::submit("End").plain().small().heard_as(&of)))
                    }
                }
            }
        }
    }

    fn made(&self, feed: &Feed) -> String {
        let by = self.members.iter().find(|member| member.id == feed.made_by);
        let by = match by {
            _ if self.whose == Whose::Mine => String::new(),
            Some(by) => format!(" by {}", by.name.split_whitespace().next().unwrap_or(&by.name)),
            None => String::new(),
        };
        let says = if feed.names_requests { ", says what requests are about" } else { "" };
        format!("made{by}, {}{says}", self.when.day_near(self.when.day_of(feed.made_at)))
    }

    fn read(&self, feed: &Feed) -> String {
        let reader = feed.read_by.split(['/', '(']).next().unwrap_or_default().trim();
        match feed.read_at {
            None => "never".to_owned(),
            Some(at) if reader.is_empty() => self.when.near(at),
            Some(at) => format!("{}, {reader}", self.when.near(at)),
        }
    }

    fn members_links(&self) -> Markup {
        let row = |feed: &Feed| {
            let owner = self.members.iter().find(|member| Some(member.id) == feed.member);
            let owner = owner.map_or("somebody who left", |member| member.name.as_str());
            let end = Button::submit("End").plain().small().heard_as(format!(" the link of {owner}: {}", feed.name));
            html! {
                tr {
                    th scope="row" { (owner) small { (feed.name) ", made " (self.when.day_near(self.when.day_of(feed.made_at))) } }
                    td data-label="Last read:" { (self.read(feed)) }
                    td class="end" { (one_button(&format!("{TEAM}/{}/end", feed.id), &end)) }
                }
            }
        };
        let table = Table::new("Whose they are", ["Whose", "Last read", ""]);
        let body = html! {
            (table.rows(self.of_members.iter().map(row)))
            p class="small quiet measure" { "Each shows the blocks of one member. They show their links to nobody else; you may end one, for example of a telephone that was lost." }
        };
        section("of-members", "Links of members", None, &body)
    }

    fn new_link(&self, form: &Filled) -> Markup {
        html! {
            form class="sheet stack" method="post" action=(self.whose.path()) aria-labelledby="new-link" novalidate {
                h2 id="new-link" { "A new link" }
                (form.notice())
                (form.field("name", "What will read it?").hint("For example: Outlook at work, the calendar on the wall.").autocomplete("off").text())
                @if self.whose == Whose::Team {
                    (form.tick("names", "Say what requests are about", Some("Whoever has the link reads the subjects of requests with a promise. Leave it off for a screen that others see.")))
                }
                div class="actions" { (Button::submit("Make the link")) }
            }
        }
    }
}

fn shown(feed: &Feed, address: &str) -> Markup {
    let title = format!("The link of “{}”", feed.name);
    let body = html! {
        div class="secret" { code { (address) } }
        p { "Paste it into the calendar as an address to subscribe to. Whoever has it can read the feed, so hand it on to nobody." }
    };
    html! { (Notice::new(Tone::Good, &title).body(body)) }
}

/// One's own links, for the page of what is one's own.
///
/// # Errors
/// Those of the database.
pub async fn feeds_part(ground: Ground, who: Member) -> web::Result<Markup> {
    if !who.may(Right::Work) {
        return Ok(Markup::default());
    }
    let mut tx = ground.read().await?;
    let mine = feeds::list(&mut tx, who.team).await?.into_iter().filter(|feed| feed.member == Some(who.id)).count();
    let words = match mine {
        0 => "No calendar reads your blocks yet.".to_owned(),
        1 => "One link shows your blocks to a calendar.".to_owned(),
        many => format!("{many} links show your blocks to calendars."),
    };
    Ok(html! {
        section aria-labelledby="me-feeds" {
            h2 id="me-feeds" { "My blocks in my calendar" }
            p class="small quiet" { (words) }
            div class="actions" { (Button::link("Calendar links", MINE).small()) }
        }
    })
}

async fn show(ground: &Ground, who: &Member, whose: Whose, said: Said, typed: &Typed) -> web::Result<Markup> {
    Ok(View::of(ground, who, whose, typed.some("link")).await?.page(said, &Filled::empty()))
}

async fn make(ground: &Ground, who: &Member, whose: Whose, typed: Typed) -> web::Result<Response> {
    let mut errors = typed.check();
    errors.need(&typed, "name", &Refused::NoName.to_string());
    errors.limit(&typed, "name", 80);
    let shows = match whose {
        Whose::Mine => Shows::Mine,
        Whose::Team => Shows::Team { names_requests: typed.ticked("names") },
    };
    if errors.is_empty() {
        match acts::make_feed(ground, who, typed.text("name"), shows).await {
            Ok(feed) => {
                let said = Said::well(format!("The link “{}” is made.", feed.name));
                return Ok((said, see_other(format!("{}?link={}", whose.path(), feed.id))).into_response());
            }
            Err(refused @ (Refused::NoName | Refused::ManyFeeds)) => errors = Errors::at("name", refused.to_string()),
            Err(other) => return Err(other.into()),
        }
    }
    let view = View::of(ground, who, whose, None).await?;
    Ok(ToMend(view.page(Said::default(), &Filled::back(typed, errors))).into_response())
}

async fn renew(ground: &Ground, who: &Member, whose: Whose, id: FeedId) -> web::Result<Response> {
    let feed = acts::renew_feed(ground, who, id).await?;
    let said = Said::well(format!("“{}” has a new link.", feed.name)).more("The old one opens nothing any more.");
    Ok((said, see_other(format!("{}?link={id}", whose.path()))).into_response())
}

async fn end(ground: &Ground, who: &Member, whose: Whose, id: FeedId) -> web::Result<Response> {
    acts::end_feed(ground, who, id).await?;
    Ok((Said::well("Ended. This link opens nothing any more."), see_other(whose.path())).into_response())
}

async fn show_team(ground: State<Ground>, who: Lead, said: Said, typed: Typed) -> web::Result<Markup> {
    show(&ground, &who, Whose::Team, said, &typed).await
}

async fn make_team(ground: State<Ground>, who: Lead, typed: Typed) -> web::Result<Response> {
    make(&ground, &who, Whose::Team, typed).await
}

async fn renew_team(ground: State<Ground>, who: Lead, id: Path<FeedId>) -> web::Result<Response> {
    renew(&ground, &who, Whose::Team, *id).await
}

async fn end_team(ground: State<Ground>, who: Lead, id: Path<FeedId>) -> web::Result<Response> {
    end(&ground, &who, Whose::Team, *id).await
}

async fn show_mine(ground: State<Ground>, who: Worker, said: Said, typed: Typed) -> web::Result<Markup> {
    show(&ground, &who, Whose::Mine, said, &typed).await
}

async fn make_mine(ground: State<Ground>, who: Worker, typed: Typed) -> web::Result<Response> {
    make(&ground, &who, Whose::Mine, typed).await
}

async fn renew_mine(ground: State<Ground>, who: Worker, id: Path<FeedId>) -> web::Result<Response> {
    renew(&ground, &who, Whose::Mine, *id).await
}

async fn end_mine(ground: State<Ground>, who: Worker, id: Path<FeedId>) -> web::Result<Response> {
    end(&ground, &who, Whose::Mine, *id).await
}
