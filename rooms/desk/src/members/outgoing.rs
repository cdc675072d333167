//! Letters that leave: who was not reached, and why.

use axum::extract::{Path, State as AxumState};
use ground::outbox::{self, Letter, LetterId, State};
use ground::{Ground, TeamId, links};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::Typed;
use web::heads::{PageHead, View, views};
use web::lists::{Table, empty_page};
use web::paging::{Place, more, with_query};
use web::shell::{Here, Shell};
use web::when::{When, lasting};
use web::words::{Mail, paragraphs, unbroken};
use web::{Failure, Icon, Said, capital, marks};

use super::people::path_of;
use super::{OUTGOING, TRAY, how_many, looking};

/// How many letters a page lists.
const PAGE: usize = 50;
/// How many letters that are not through stand above the list.
const TROUBLES: usize = 10;
/// How long a mail server may take until a member should know.
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

pub(super) async fn show(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let after = typed.text("before").parse::<Place>().ok();
    let after = after
        .as_ref()
        .and_then(|place| Some((Timestamp::from_millisecond(place.key).ok()?, place.id.parse::<LetterId>().ok()?)));
    let mut tx = ground.read().await?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let hour_ago = tx.now().checked_sub(AN_HOUR).unwrap_or(Timestamp::MIN);
    let letters = Letters::of(&ground, who.team);
    let written_before = written_before(hour_ago, letters);
    let not_through = outbox::not_through(&mut tx, who.team, written_before).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut newest = outbox::newest(&mut tx, who.team, after, limit).await?;
    drop(tx);
    let has_more = newest.len() > PAGE;
    newest.truncate(PAGE);
    let last = newest.last().filter(|_| has_more);
    let next = last.map(|letter| {
        let place = Place { key: letter.created_at.as_millisecond(), id: letter.id.to_string() };
        with_query(OUTGOING, &[("before", &place.to_string())])
    });
    let shown = Shown {
        when: When::new(who.reads_in(&in_force.zone), ground.now()),
        letters,
        not_through,
        newest,
        is_first: after.is_none(),
        next,
    };
    Ok(page(&who, said, &shown))
}

/// Letters written before this and still waiting are trouble. In a demo none leaves, so waiting is no trouble there.
pub(super) fn written_before(hour_ago: Timestamp, letters: Letters) -> Timestamp {
    if letters == Letters::Kept { Timestamp::UNIX_EPOCH } else { hour_ago }
}

/// What becomes of the letters of a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// They leave by the team's mail server.
    Leave,
    /// No mail server is set up for the team: they wait for one.
    Wait,
    /// A demo keeps them.
    Kept,
}

impl Letters {
    pub(super) fn of(ground: &Ground, team: TeamId) -> Self {
        match (ground.settings().demo, ground.lets_letters_leave(team)) {
            (true, _) => Self::Kept,
            (false, true) => Self::Leave,
            (false, false) => Self::Wait,
        }
    }
}

struct Shown {
    when: When,
    letters: Letters,
    not_through: Vec<Letter>,
    newest: Vec<Letter>,
    is_first: bool,
    next: Option<String>,
}

fn page(who: &Member, said: Said, shown: &Shown) -> Markup {
    let lead = lead(shown);
    let places = [
        View { word: "Outgoing", path: OUTGOING, count: None, current: true },
        View { word: "Tray, mail that came in", path: TRAY, count: None, current: false },
    ];
    let first = (!shown.is_first).then_some(OUTGOING);
    let body = html! {
        (PageHead::new("Outgoing mail").under("Desk", web::shell::DESK).ends("Outgoing").lead(&lead))
        div class="stack" data-gap="l" {
            @if shown.is_first {
                @for letter in shown.not_through.iter().take(TROUBLES) { (trouble(&shown.when, letter)) }
                @if shown.not_through.len() > TROUBLES {
                    p class="meta" { "And " (shown.not_through.len() - TROUBLES) " more; they stand here once these are dealt with." }
                }
            }
            (views("Mail", &places))
            @if shown.newest.is_empty() {
                (empty_page("No letter has been written yet", &html! { p { "When somebody asks for something, an acknowledgement is written within seconds and stands here." } }, None))
            } @else { (table(shown)) }
            (more("Pages of the list", first, shown.next.as_deref()))
            p class="small quiet measure" { "“Taken” means that the other server accepted it. Whether it was read is not asked: there are no tracking pictures in our mail. Letters are written down before they are sent, and offered until the other side takes them: at least once. If the line breaks at the wrong moment a letter may arrive twice; both carry the same Message-ID, so most mail programs show one." }
        }
    };
    Shell::new("Outgoing mail", Here::Elsewhere, &looking(who, said)).page(&body)
}

fn lead(shown: &Shown) -> String {
    match shown.letters {
        Letters::Leave => {}
        Letters::Wait => {
            return "No mail server is set up for this team, so no letter leaves. Each waits here, and goes out once whoever runs Offwheel names a mail server in the configuration.".to_owned();
        }
        Letters::Kept => return "This is a demo: letters are kept here for you to read, and none leaves.".to_owned(),
    }
    match shown.not_through.len() {
        0 => "Every letter was taken by the other side, or is on its way.".to_owned(),
        1 => "One letter did not reach its reader. Everything else was taken by the other side, or is on its way."
            .to_owned(),
        many => format!(
            "{} letters did not reach their readers. Everything else was taken by the other side, or is on its way.",
            capital(&how_many(many))
        ),
    }
}

fn reader(letter: &Letter) -> &str {
    if letter.to_name.is_empty() { &letter.to_address } else { &letter.to_name }
}

/// A letter that is not through: what, why, and three ways on.
fn trouble(when: &When, letter: &Letter) -> Markup {
    let title = format!("{} did not get “{}”", reader(letter), letter.subject);
    let (again, aside) = (format!("{OUTGOING}/{}/again", letter.id), format!("{OUTGOING}/{}/setting-aside", letter.id));
    let field = format!("address-{}", letter.id);
    let of = format!(": {}", letter.subject);
    let why = match (&letter.told, letter.state) {
        (Some(told), _) => format!("{}.", told.trim_end_matches('.')),
        (None, State::Returned) => "It came back, without a reason that we can read.".to_owned(),
        (None, _) => "No mail server has taken it within the hour.".to_owned(),
    };
    html! {
        div class="notice" data-tone="care" {
            (Icon::Mail)
            p class="notice-title" { (title) }
            p { (why) " Written " (when.near(letter.created_at)) ", to " (letter.to_address) (tries(when, letter)) }
            div class="actions" {
                form method="post" action=(again) class="cluster" {
                    label class="visually-hidden" for=(field) { "Another address for " (reader(letter)) }
                    input class="input" type="email" id=(field) name="address" placeholder="Another address, if this one is wrong" autocomplete="off";
                    (Button::submit("Offer it again").small().heard_as(of.clone()))
                }
                form method="post" action=(aside) { (Button::submit("Set aside, I have told them").plain().small().heard_as(of)) }
            }
        }
    }
}

fn tries(when: &When, letter: &Letter) -> String {
    let offered = match letter.attempt {
        0 => "not offered yet".to_owned(),
        1 => "offered once".to_owned(),
        many => format!("offered {many} times"),
    };
    match letter.state {
        State::Queued | State::Leaving if letter.attempt > 0 => {
            format!(", {offered}. Next try {}.", when.near(letter.next_at))
        }
        State::Queued | State::Leaving | State::Sent | State::Refused | State::Returned | State::SetAside => {
            format!(", {offered}.")
        }
    }
}

fn table(shown: &Shown) -> Markup {
    let caption = format!("Outgoing mail, newest first. Times are {}.", shown.when.city());
    Table::new(&caption, ["To", "Letter", "State", "When", ""])
        .rows(shown.newest.iter().map(|letter| row(shown, letter)))
}

fn row(shown: &Shown, letter: &Letter) -> Markup {
    let (mark, below) = state(shown, letter);
    html! {
        tr {
            th scope="row" { (reader(letter)) }
            td {
                (unbroken(&letter.subject))
                @if let Some(thread) = letter.thread { small { a href=(path_of(thread.into())) { "its request" span class="visually-hidden" { ": " (letter.subject) } } } }
            }
            td { (mark) @if let Some(below) = below { small { (below) } } }
            td data-label="When:" { (shown.when.near(letter.created_at)) }
            td class="end" { a href={ (OUTGOING) "/" (letter.id) } { "Read" span class="visually-hidden" { " the letter to " (reader(letter)) } } }
        }
    }
}

fn state(shown: &Shown, letter: &Letter) -> (Markup, Option<String>) {
    match letter.state {
        State::Sent => {
            let taken = letter.sent_at.map(|at| match at.duration_since(letter.created_at) {
                short if short < SignedDuration::from_secs(60) => "within a minute".to_owned(),
                long => format!("after {}", lasting(long)),
            });
            (marks::State::Kept.says("taken"), taken)
        }
        State::Queued | State::Leaving if shown.letters == Letters::Kept => {
            (marks::State::Open.says("kept here"), None)
        }
        State::Queued | State::Leaving => (marks::State::Open.says("waiting"), letter.told.clone()),
        State::Refused => (marks::State::Renegotiated.says("did not reach them"), letter.told.clone()),
        State::Returned => (marks::State::Renegotiated.says("came back"), letter.told.clone()),
        State::SetAside => (marks::State::Closed.says("set aside"), None),
    }
}

/// One letter as its reader gets it. The private link in it is the stakeholder's alone, so it is left out; a demo shows it.
pub(super) async fn show_letter(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(id): Path<LetterId>,
) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let letter = outbox::find(&mut tx, who.team, id).await?.ok_or(Failure::NotFound)?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let link = match letter.link.filter(|_| ground.settings().demo) {
        Some(link) => links::get(&mut tx, who.team, link).await?,
        None => None,
    };
    drop(tx);
    let when = When::new(who.reads_in(&in_force.zone), ground.now());
    let private = link.map(|link| link.path(ground.secret()));
    Ok(letter_page(&who, said, &letter, private.as_deref(), &when))
}

fn letter_page(who: &Member, said: Said, letter: &Letter, private: Option<&str>, when: &When) -> Markup {
    let to = format!("{} <{}>", letter.to_name, letter.to_address);
    let text = letter.text.replace(outbox::LINK, "(their private link)");
    let lead = html! { "Written " (when.moment_strong(letter.created_at)) ". As plain text; the HTML says the same." };
    let request = letter.thread.map(|thread| path_of(thread.into()));
    let body = html! {
        (PageHead::new(&letter.subject).under("Outgoing", OUTGOING).ends("Letter").lead(lead))
        div class="stack" data-gap="l" {
            (Mail { to: to.trim(), from: &letter.from_name, subject: &letter.subject, body: paragraphs(&text) })
            @if let Some(path) = private {
                p class="small quiet" { "In this demo you may open what the reader opens: " a href=(path) { "the stakeholder’s private page" } "." }
            }
            @if let Some(path) = &request { (actions([Button::link("Open the request", path).quiet()])) }
        }
    };
    Shell::new("A letter", Here::Elsewhere, &looking(who, said)).narrow().page(&body)
}
