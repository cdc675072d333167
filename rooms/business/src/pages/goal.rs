//! One goal: how the business counts it, what they do about it, what stands in the way, and what we don't know.

use std::collections::{HashMap, HashSet};

use axum::extract::{Path, State};
use ground::threads::{self, Thread};
use ground::{Ground, Tx};
use jiff::civil::Date;
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::Filled;
use web::heads::{PageHead, section};
use web::lists::{DiaryRow, Step as Shown, diary_unordered, steps};
use web::marks::tag;
use web::promise::explain;
use web::when::When;
use web::{Failure, Icon, Said};

use super::heard::{question_form, question_rows};
use super::home::until_words;
use super::parts::{Drawn, chart, day_month, first_name};
use super::{BUSINESS, goal_path, id, metric_path, page, plan_file, reads};
use crate::store::calendars::Meeting;
use crate::store::charted::{Charted, names, of_goal};
use crate::store::goals::{self, Goal, GoalId, Step, StepKind, Wording};
use crate::store::links::{self, Link, Thing};
use crate::store::questions::{self, Question};

/// How many linked requests are shown.
const LINKS: i64 = 50;

struct Known {
    when: When,
    goal: Goal,
    charted: Vec<Charted>,
    steps: Vec<Step>,
    wordings: Vec<Wording>,
    questions: Vec<Question>,
    linked: Vec<(Link, Thread)>,
    names: HashMap<String, String>,
    today: Vec<Meeting>,
}

impl Known {
    async fn read(tx: &mut Tx, who: &Member, goal: GoalId) -> web::Result<Self> {
        let goal = goals::find(tx, who.team, goal).await?.ok_or(Failure::NotFound)?;
        let when = reads(tx, who).await?;
        let charted = of_goal(tx, who.team, goal.id).await?;
        let things = charted.iter().map(|charted| Thing::Metric(charted.metric.id)).chain([Thing::Goal(goal.id)]);
        let mut links = Vec::new();
        for thing in things {
            links.extend(links::of_thing(tx, who.team, thing, LINKS).await?);
        }
        links.sort_by_key(|link: &Link| std::cmp::Reverse((link.linked_at, link.request)));
        let mut seen = HashSet::new();
        links.retain(|link| seen.insert(link.request));
        let mut linked = Vec::new();
        for link in links {
            if let Some(thread) = threads::get(tx, who.team, link.request).await? {
                linked.push((link, thread));
            }
        }
        let mut questions = questions::open(tx, who.team).await?;
        questions.retain(|question| question.goal == Some(goal.id));
        Ok(Self {
            steps: goals::steps_of(tx, who.team, goal.id).await?,
            wordings: goals::wordings(tx, who.team, goal.id).await?,
            names: names(tx, who.team).await?,
            today: super::met::today(tx, who, &when).await?,
            questions,
            linked,
            charted,
            goal,
            when,
        })
    }
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(goal): Path<String>,
) -> web::Result<Markup> {
    let known = Known::read(&mut ground.read().await?, &who, id(&goal)?).await?;
    let body = html! {
        div class="split" {
            div class="stack" data-gap="xl" {
                (counted(&known))
                div class="split" data-aside="half" {
                    (of_kind(&known, StepKind::Initiative, "Initiatives", "what they are doing about it"))
                    (of_kind(&known, StepKind::Challenge, "Challenges", "what stands in the way"))
                }
                (what_we_do(&known))
            }
            aside class="stack" data-gap="l" aria-label="Questions and history" { (beside(&known)) }
        }
    };
    Ok(page(&who, said, &known.goal.title, &head(&known), &body))
}

fn head(known: &Known) -> PageHead<'_> {
    let Known { goal, when, .. } = known;
    let change = format!("{}/edit", goal_path(goal.id));
    let side = html! { (Button::link("Change the goal", &change).quiet().small()) };
    let owner = if goal.owner.is_empty() { "not known yet" } else { &goal.owner };
    let mut head = PageHead::new(&goal.title).under("Business", BUSINESS).ends("Goal").side(side);
    if !goal.why.is_empty() {
        head = head.lead(goal.why.as_str());
    }
    head = head.meta(format!("owner: {owner}"));
    if let Some(from) = goal.from_on {
        head = head.meta(format!("from {}", when.day(from)));
    }
    if let Some(until) = goal.until_on {
        head = head.meta(format!("to {}", until_words(until, when)));
    }
    if let Some(on) = goal.confirmed_on {
        head = head.meta(format!("confirmed on {}", when.day(on)));
    }
    if !goal.plan.is_empty() {
        head = head.meta(html! { "in the plan: " (plan_file::shown(&goal.plan, &goal_path(goal.id))) });
    }
    if let Some(at) = goal.ended_at {
        head = head.meta(format!("ended on {}", when.day(when.day_of(at))));
    }
    head
}

fn counted(known: &Known) -> Markup {
    let add = html! { a href={ "/business/metrics/new?goal=" (known.goal.id) } { "Add a metric" } };
    let body = html! {
        @if known.charted.is_empty() {
            p class="quiet" { "No metric yet. A goal without a figure is a wish; ask who counts it." }
        } @else {
            div class="columns" data-size="l" { @for (place, charted) in known.charted.iter().enumerate() { (one_metric(charted, place, &known.when)) } }
        }
    };
    section("g-1", "How the business counts it", Some(add), &body)
}

fn one_metric(charted: &Charted, place: usize, when: &When) -> Markup {
    let id = format!("metric-{place}");
    let told = charted.told();
    html! {
        article class="sheet" {
            figure class="chart" {
                figcaption {
                    p class="chart-title" { a href=(metric_path(charted.metric.id)) { (charted.metric.name) } }
                    p class="chart-sub" {
                        @if let Some(last) = charted.last_words() { (last) @if let Some(wanted) = charted.wanted_words() { ", " (wanted) " wanted" } ". " }
                        @if told.is_signal { "A signal." }
                    }
                }
                @if charted.readings.is_empty() {
                    p class="small quiet" { "No reading yet. " a href={ (metric_path(charted.metric.id)) "#readings" } { "Enter the first" } "." }
                } @else { (chart(charted, Drawn::small(&id), when)) p class="chart-words" { (told.finding) } }
            }
        }
    }
}

fn of_kind(known: &Known, kind: StepKind, title: &str, meta: &str) -> Markup {
    let steps: Vec<&Step> = known.steps.iter().filter(|step| step.kind == kind).collect();
    let id = format!("g-{}", kind.as_str());
    let add = format!("{}/steps/new?kind={}", goal_path(known.goal.id), kind.as_str());
    let body = html! {
        @if steps.is_empty() { p class="small quiet" { "None noted yet." } }
        @else { (diary_unordered(steps.iter().map(|step| step_row(step, &known.when)))) }
        div class="actions" { (Button::link("Add", &add).quiet().small().icon(Icon::Plus).heard_as(format!("to {}", title.to_lowercase()))) }
    };
    section(&id, title, Some(html! { (meta) }), &body)
}

fn step_row(step: &Step, when: &When) -> DiaryRow {
    let path = format!("{BUSINESS}/steps/{}", step.id);
    let owner = (!step.owner.is_empty()).then(|| step.owner.clone());
    let note = (!step.note.is_empty()).then(|| step.note.clone());
    let words: Vec<String> = [note, owner, span(step.from_on, step.until_on, when)].into_iter().flatten().collect();
    let note = html! {
        (words.join("; "))
        @if !step.plan.is_empty() { @if !words.is_empty() { "; " } "in " (plan_file::shown(&step.plan, &path)) }
    };
    DiaryRow::link(step.title.as_str(), &path).note(note)
}

/// “from Friday 1 January 2027”, “until …”, or both.
fn span(from: Option<Date>, until: Option<Date>, when: &When) -> Option<String> {
    match (from, until) {
        (Some(from), Some(until)) => Some(format!("{} to {}", when.day_short(from), when.day_short(until))),
        (Some(from), None) => Some(format!("from {}", when.day(from))),
        (None, Some(until)) => Some(format!("until {}", when.day(until))),
        (None, None) => None,
    }
}

fn what_we_do(known: &Known) -> Markup {
    let row = |(link, thread): &(Link, Thread)| {
        let by = known.names.get(&link.by).map_or("a former member", |name| first_name(name));
        let asked = if thread.to_name.is_empty() { &thread.to_address } else { &thread.to_name };
        let note = format!("{asked}; linked by {by}, {}", day_month(&known.when, link.linked_at));
        DiaryRow::link(thread.title.as_str(), &format!("/requests/{}", link.request))
            .when(thread.label.as_str(), None)
            .note(note)
            .end(tag("request"))
    };
    let account = html! { p { "A person confirms each link, on the request’s page; nothing is linked by its words alone. A link ends when the goal ends." } };
    let body = html! {
        @if known.linked.is_empty() { p class="quiet" { "No request is linked yet. A request is linked on its own page, and then this goal stands beside it." } }
        @else { (diary_unordered(known.linked.iter().map(row))) }
        (explain("How work is linked to a goal", &account))
    };
    section("g-3", "What we do for it", None, &body)
}

fn beside(known: &Known) -> Markup {
    let Known { goal, when, .. } = known;
    let (id, back) = (goal.id.to_string(), goal_path(goal.id));
    let why = if known.charted.is_empty() { "because a goal has no metric" } else { "" };
    let hidden = [("goal", id.as_str()), ("back", back.as_str()), ("why", why)];
    let form = Filled::with([("for", goal.owner.as_str())]);
    let unknown: Vec<&str> = goal.unknown.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    html! {
        section {
            h2 class="eyebrow" { "Questions to bring" }
            @if !known.questions.is_empty() { (question_rows(&known.questions, &known.today, when)) }
            (explain(if known.questions.is_empty() { "A question to bring" } else { "Another question" }, &question_form(&form, &hidden)))
        }
        @if !unknown.is_empty() {
            section class="sheet" data-pad="s" { h2 class="eyebrow" { "What we don’t know" } ul class="small" { @for line in &unknown { li { (line) } } } }
        }
        section { h2 class="eyebrow" { "How the wording changed" } (wordings(known)) }
    }
}

fn wordings(known: &Known) -> Markup {
    let said = known.wordings.iter().map(|wording| {
        let source = if wording.source.is_empty() { String::new() } else { format!(", {}", wording.source) };
        Shown::done(format!("“{}”", wording.title))
            .below(format!("{}{source}", day_month(&known.when, wording.said_at)))
    });
    let look = known.goal.look_on.map(|on| Shown::here("Look at it again").below(known.when.day(on)));
    steps("How the wording changed", said.chain(look))
}
