use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use blocks::Block;
use ground::Ground;
use jiff::Timestamp;
use maud::{Markup, Render, html};
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::notices::{Notice, Tone};
use web::promise::{explain, promise_small};
use web::shell::{Here, PROMISES, REQUESTS, Shell, Who};
use web::when::When;
use web::{Failure, Said, see_other};

use crate::PromiseId;
use crate::acts::{self, By, NewTime, Refused};
use crate::letters::{self, Reading, Told};
use crate::rules::{CannotMove, HowTold, ReasonKind, may_be_moved};
use crate::store::{self, Move, Promise};
use crate::worded::apart;

/// How many times with a block before them are offered.
const OFFERED: usize = 3;
/// How many promises are looked at, next first, to see what those blocks hold.
const LOOKED_FAR: i64 = 1_000;
/// How far ahead they are looked for, in days.
const AHEAD: i64 = 28;

/// What the page is about.
struct Subject {
    promise: Promise,
    asked: Option<Move>,
    reading: Reading,
    /// As members read times.
    when: When,
    /// Blocks whose end would be a time in time, with how many requests they look at so far.
    offered: Vec<(Block, usize)>,
}

impl Subject {
    /// The stakeholder's first name, or what else is known.
    fn name(&self) -> &str {
        let thread = &self.reading.thread;
        thread.to_name.split_whitespace().next().unwrap_or(&thread.to_address)
    }

    fn full_name(&self) -> &str {
        let thread = &self.reading.thread;
        if thread.to_name.is_empty() { &thread.to_address } else { &thread.to_name }
    }

    fn path(&self, rest: &str) -> String {
        format!("{PROMISES}/{}/renegotiation{rest}", self.promise.id)
    }

    fn request_path(&self) -> String {
        format!("{REQUESTS}/{}", self.promise.request)
    }

    /// “Friday”, or “12:00” on the same day.
    fn old_time(&self, new_at: Timestamp) -> String {
        apart(&self.when, self.promise.due_at, new_at).0.bare()
    }

    fn day(&self) -> String {
        self.when.day(self.when.day_of(self.promise.due_at))
    }
}

async fn subject(ground: &Ground, who: &Member, id: PromiseId) -> web::Result<Subject> {
    let mut tx = ground.read().await?;
    let now = ground.now();
    let promise = store::find(&mut tx, who.team, id).await?.ok_or(Failure::NotFound)?;
    let moves = store::moves_of(&mut tx, who.team, &[id]).await?;
    let asked = moves.into_iter().rfind(|asked| promise.is_owed() && asked.asked.is_open(now));
    let reading = letters::reading(&mut tx, &promise).await?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let coming = blocks::coming(&mut tx, who.team, now, AHEAD).await?;
    let mut promised: Vec<(ground::uuid::Uuid, Timestamp)> = Vec::new();
    for owed in store::owed_next(&mut tx, who.team, None, LOOKED_FAR).await? {
        if owed.id != promise.id && !promised.iter().any(|(request, _)| *request == owed.request) {
            promised.push((owed.request, owed.due_at));
        }
    }
    let agenda = blocks::agenda(&coming, &promised, now);
    let offered = coming
        .into_iter()
        .filter(|block| promise.due_at < block.ends_at)
        .map(|block| {
            let requests = agenda.of_block(&block.key).len();
            (block, requests)
        })
        .filter(|(_, requests)| *requests < blocks::MOST)
        .take(OFFERED)
        .collect();
    Ok(Subject { promise, asked, reading, when: When::new(who.reads_in(&in_force.zone), now), offered })
}

/// The page: it asks, or, once it has asked, notes what the stakeholder said.
pub(super) async fn show(
    State(ground): State<Ground>,
    who: Worker,
    said: Said,
    Path(id): Path<PromiseId>,
    typed: Typed,
) -> web::Result<Markup> {
    let subject = subject(&ground, &who, id).await?;
    let page = match (&subject.asked, may_be_moved(&subject.promise.course(), ground.now())) {
        (Some(asked), _) if !typed.ticked("again") => waiting_page(&who, said, &subject, asked, &answer_start()),
        (_, Err(why)) => closed_page(&who, said, &subject, why),
        (_, Ok(())) => ask_page(&who, said, &subject, &start(&subject)),
    };
    Ok(page)
}

fn start(subject: &Subject) -> Filled {
    let time = subject.offered.first().map_or("other".to_owned(), |(block, _)| block.ends_at.to_string());
    Filled::with([("time", time), ("kind", ReasonKind::Waiting.as_str().to_owned())])
}

fn answer_start() -> Filled {
    Filled::with([("how", HowTold::Told.as_str())])
}

/// The new time with its reason, as far as it was typed.
struct Read {
    due_at: Option<Timestamp>,
    new: Option<NewTime>,
    errors: Errors,
}

fn read(subject: &Subject, typed: &Typed) -> Read {
    let mut errors = typed.check();
    let due_at = match typed.text("time") {
        "" => {
            errors.add("time", "Choose the new time");
            None
        }
        "other" => errors.keep("other", subject.when.parse(typed.text("other"))),
        chosen => match chosen.parse::<Timestamp>() {
            Ok(at) => Some(at),
            Err(_) => {
                errors.add("time", "Choose the new time");
                None
            }
        },
    };
    let reason = errors.need(typed, "why", &CannotMove::NoReason.to_string()).map(str::to_owned);
    errors.limit(typed, "why", 1_000);
    errors.limit(typed, "meanwhile", 300);
    let kind = ReasonKind::from_word(typed.text("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose what kept you");
    }
    let new = due_at.zip(reason).zip(kind).filter(|_| errors.is_empty()).map(|((due_at, reason), kind)| NewTime {
        due_at,
        reason,
        kind,
        meanwhile: typed.some("meanwhile").map(str::to_owned),
    });
    Read { due_at, new, errors }
}

/// Which field an error of the rules belongs to, if the form can mend it.
fn field_of(why: CannotMove, typed: &Typed) -> Option<&'static str> {
    match why {
        CannotMove::NotLater if typed.chose("time", "other") => Some("other"),
        CannotMove::NotLater => Some("time"),
        CannotMove::NoReason => Some("why"),
        CannotMove::Closed | CannotMove::AlreadyDue | CannotMove::Answered | CannotMove::Lapsed => None,
    }
}

fn mend(who: &Member, subject: &Subject, typed: Typed, errors: Errors) -> Response {
    ToMend(ask_page(who, Said::default(), subject, &Filled::back(typed, errors))).into_response()
}

/// Asks the stakeholder; or shows what they would be told.
pub(super) async fn ask(
    State(ground): State<Ground>,
    who: Worker,
    Path(id): Path<PromiseId>,
    typed: Typed,
) -> web::Result<Response> {
    let subject = subject(&ground, &who, id).await?;
    if typed.chose("then", "show") {
        return Ok(ask_page(&who, Said::default(), &subject, &Filled::back(typed, Errors::default())).into_response());
    }
    let read = read(&subject, &typed);
    let Some(new) = read.new else { return Ok(mend(&who, &subject, typed, read.errors)) };
    match acts::ask_to_move(&ground, &who, id, new).await {
        Ok(_) => {
            let said = Said::well(format!("{} is asked.", subject.name()));
            let said = said.more(format!("Until a yes comes, {} stands.", subject.when.full(subject.promise.due_at)));
            Ok((said, see_other(subject.request_path())).into_response())
        }
        Err(refused) => or_mend(&who, &subject, typed, refused),
    }
}

fn or_mend(who: &Member, subject: &Subject, typed: Typed, refused: Refused) -> web::Result<Response> {
    match &refused {
        Refused::CannotMove(why) => match field_of(*why, &typed) {
            Some(field) => Ok(mend(who, subject, typed, Errors::at(field, refused.to_string()))),
            None => Err(refused.into()),
        },
        Refused::Unknown | Refused::Store(_) => Err(refused.into()),
    }
}

/// Notes a yes: to the question that was asked, or without one to the time and reason on the page.
pub(super) async fn agreed(
    State(ground): State<Ground>,
    who: Worker,
    Path(id): Path<PromiseId>,
    typed: Typed,
) -> web::Result<Response> {
    let subject = subject(&ground, &who, id).await?;
    let how = how(&typed);
    let new = match &subject.asked {
        Some(asked) if typed.text("time").is_empty() => {
            acts::agree(&ground, who.team, asked.id, By::Member(&who, how)).await?
        }
        Some(_) | None => {
            let read = read(&subject, &typed);
            let Some(new) = read.new else { return Ok(mend(&who, &subject, typed, read.errors)) };
            match acts::note_agreed(&ground, &who, id, new, how).await {
                Ok(new) => new,
                Err(refused) => return or_mend(&who, &subject, typed, refused),
            }
        }
    };
    let said = Said::well("Noted. The new time is a promise of its own.");
    let said = said.more(format!("{}. {} is told in writing.", subject.when.full(new.due_at), subject.name()));
    Ok((said, see_other(subject.request_path())).into_response())
}

/// Notes a no: the old time stands.
pub(super) async fn refused(
    State(ground): State<Ground>,
    who: Worker,
    Path(id): Path<PromiseId>,
    typed: Typed,
) -> web::Result<Response> {
    let subject = subject(&ground, &who, id).await?;
    let asked = subject.asked.as_ref().ok_or(Refused::CannotMove(CannotMove::Lapsed))?;
    acts::refuse(&ground, who.team, asked.id, By::Member(&who, how(&typed))).await?;
    let said = Said::well(format!("Noted. {} stands.", subject.when.full(subject.promise.due_at)));
    Ok((said, see_other(subject.request_path())).into_response())
}

fn how(typed: &Typed) -> HowTold {
    match HowTold::from_word(typed.text("how")) {
        Some(HowTold::Reply) => HowTold::Reply,
        Some(HowTold::Told | HowTold::Page) | None => HowTold::Told,
    }
}

fn page(who: &Member, said: Said, subject: &Subject, lead: &str, body: &Markup) -> Markup {
    let title = format!("Move the promise to {}", subject.full_name());
    let shown = Who { said, ..who.shell() };
    let request_path = subject.request_path();
    let head = PageHead::new(&title)
        .under("Promises", PROMISES)
        .under(&subject.reading.thread.label, &request_path)
        .ends("Move")
        .lead(lead);
    Shell::new("Move a promise", Here::Promises, &shown).page(&html! { (head) (body) })
}

fn as_it_stands(subject: &Subject) -> Markup {
    let promise = &subject.promise;
    let label = format!("Promised so far: {}, by", promise.what.words());
    let note =
        html! { "Given " (subject.when.long(promise.given_at)) ". It stands until " (subject.name()) " says yes." };
    html! {
        section class="sheet" aria-label="The promise as it stands" {
            (promise_small(label, &subject.when.moment(promise.due_at), Some(note)))
        }
    }
}

fn closed_page(who: &Member, said: Said, subject: &Subject, why: CannotMove) -> Markup {
    let words = why.to_string();
    let path = subject.request_path();
    let notice = Notice::new(Tone::Stop, "This promise can’t be moved any more")
        .why(&words)
        .actions(html! { (Button::link("Open the request", &path).small()) });
    page(who, said, subject, "A promise is moved before it is due, with a reason and a yes.", &notice.render())
}

fn ask_page(who: &Member, said: Said, subject: &Subject, form: &Filled) -> Markup {
    let name = subject.name();
    let lead = format!(
        "There is time to ask. Once {name} agrees, {} counts apart from kept and broken, and the new time is a promise of its own.",
        subject.day()
    );
    let told = read(subject, &form.typed).due_at;
    let old = told.map_or_else(|| subject.day(), |at| subject.old_time(at));
    let kinds = ReasonKind::ALL.map(|kind| (kind.as_str(), kind.words()));
    let (ask, leave) = (format!("Ask {name}"), format!("Leave it on {}", subject.day()));
    let (noted, shows) = (format!("{name} told me yes: note it"), format!("Show what {name} is told"));
    let (agreed_path, request_path) = (subject.path("/agreed"), subject.request_path());
    let body = html! {
        form class="split" data-aside="half" method="post" action=(subject.path("")) {
            div class="stack" data-gap="l" {
                (form.notice())
                (as_it_stands(subject))
                (times(subject, form))
                (form.field("why", "Why, in one or two sentences").hint(format!("{name} reads these words as they stand.")).area())
                (form.field("kind", "Kind of reason").hint("Only the team sees it.").select(&kinds))
                (form.field("meanwhile", &format!("What can {name} have by then all the same?")).optional()
                    .hint(format!("It ends the sentence “On {} you will have …”", subject.when.weekday(subject.promise.due_at)))
                    .text())
            }
            section class="sticky beside stack" aria-labelledby="rn-p" {
                h2 class="eyebrow" id="rn-p" { "What " (name) " is told" }
                (preview(who, subject, form, told))
                p class="small quiet" {
                    (name) " can say yes on the private page, by reply, or to one of you, who then notes it. Until then, and after a no or silence, "
                    (old) " stands and stays on the agenda."
                }
            }
            div class="send stack" data-gap="s" {
                (actions([
                    Button::submit(&ask).primary(),
                    Button::submit(&shows).quiet().named("then", "show").unchecked(),
                    Button::submit(&noted).quiet().sending_to(&agreed_path),
                    Button::link(&leave, &request_path).plain(),
                ]))
                (how_it_counts(subject))
            }
        }
    };
    page(who, said, subject, &lead, &body)
}

fn times(subject: &Subject, form: &Filled) -> Markup {
    let mut choices = form
        .choices("time", "New time")
        .hint(format!("Offered are times with a block before them. Choose one that will hold: once {} agrees, it is a promise like any other.", subject.name()));
    for (block, requests) in &subject.offered {
        let looks = match requests {
            0 => "it looks at nothing yet".to_owned(),
            1 => "it looks at one request so far".to_owned(),
            many => format!("it looks at {many} requests so far"),
        };
        let note = format!("when the {} ends; {looks}", block.name().to_lowercase());
        choices = choices.option(block.ends_at.to_string(), subject.when.long(block.ends_at), Some(&note));
    }
    let other = form
        .field("other", "Which time")
        .hint(format!(
            "For another time; {} time, as {}",
            subject.when.city(),
            subject.when.long(subject.promise.due_at)
        ))
        .small()
        .text();
    choices.option("other", "Another time", None).followed_by(other).render()
}

fn preview(who: &Member, subject: &Subject, form: &Filled, due_at: Option<Timestamp>) -> Markup {
    match due_at.filter(|at| subject.promise.due_at < *at) {
        Some(due_at) => {
            let told = Told { due_at, reason: form.typed.text("why"), meanwhile: form.typed.some("meanwhile") };
            letters::question(&subject.reading, &subject.promise, &told, &who.name).preview()
        }
        None => html! { p class="quiet" { "Choose a later time, and the letter stands here." } },
    }
}

fn waiting_page(who: &Member, said: Said, subject: &Subject, asked: &Move, form: &Filled) -> Markup {
    let name = subject.name();
    let lead = format!(
        "{name} was asked {}. Until a yes comes, the old time stands.",
        subject.when.near(asked.asked.asked_at)
    );
    let (yes, no) = (format!("{name} says yes: note it"), format!("{name} says no: note it"));
    let (refused_path, again_path) = (subject.path("/refused"), subject.path("?again=on"));
    let body = html! {
        form class="split" data-aside="half" method="post" action=(subject.path("/agreed")) {
            div class="stack" data-gap="l" {
                (as_it_stands(subject))
                section class="sheet" aria-label="The new time" {
                    (promise_small("Asked for, by", &subject.when.moment(asked.asked.due_at), Some(html! { (asked.reason) })))
                }
                (form.segments("how", "How did the answer come?", &[("told", "told to one of us"), ("reply", "by reply")]))
            }
            section class="sticky beside stack" aria-labelledby="rn-p" {
                h2 class="eyebrow" id="rn-p" { "What " (name) " was told" }
                (letters::question(&subject.reading, &subject.promise, &Told::of(asked), &who.name).preview())
            }
            div class="send stack" data-gap="s" {
                (actions([
                    Button::submit(&yes).primary(),
                    Button::submit(&no).quiet().sending_to(&refused_path),
                    Button::link("Ask for another time", &again_path).plain(),
                ]))
                (how_it_counts(subject))
            }
        }
    };
    page(who, said, subject, &lead, &body)
}

fn how_it_counts(subject: &Subject) -> Markup {
    let (name, day) = (subject.name(), subject.day());
    explain(
        "How this is counted",
        &html! {
            p {
                (day) " counts as renegotiated, apart from kept and broken, when three things are true: we asked before it fell due, we gave a reason, and "
                (name) " said yes. The new time is then a promise of its own, kept or broken like any other. Without a yes nothing changes: "
                (day) " is kept if it is sent by " (subject.when.time(subject.promise.due_at)) ", and broken if it is not."
            }
        },
    )
}
