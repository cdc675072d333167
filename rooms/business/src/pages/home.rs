//! The business page: what moved, the goals, questions to bring, clues.

use std::collections::HashMap;

use axum::extract::State;
use ground::uuid::Uuid;
use ground::{Ground, Tx};
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::heads::{PageHead, section};
use web::lists::empty;
use web::paging::with_query;
use web::promise::explain;
use web::when::{When, number};
use web::{Icon, Said, capital};

use super::heard::{clue_line, clue_rows, question_rows};
use super::met::{self, Own};
use super::parts::{Drawn, chart, chart_part, chart_words, figure_part};
use super::{goal_path, metric_path, page, reads};
use crate::store::charted::{Charted, all_charted, names};
use crate::store::clues::{self, Clue};
use crate::store::goals::{self, Goal, Step, StepKind};
use crate::store::links;
use crate::store::questions::{self, Question};

/// How many metrics that moved stand on top, and how many charts the page draws at all.
const MOVED: usize = 3;
const CHARTS: usize = 6;
/// How many clues and questions stand beside.
const CLUES: i64 = 5;
const QUESTIONS: usize = 6;

struct Known {
    when: When,
    goals: Vec<Goal>,
    ended: Vec<Goal>,
    steps: Vec<Step>,
    charted: Vec<Charted>,
    linked: HashMap<Uuid, i64>,
    questions: Vec<Question>,
    clues: Vec<Clue>,
    all_clues: i64,
    names: HashMap<String, String>,
    own: Own,
}

impl Known {
    async fn read(tx: &mut Tx, who: &Member) -> web::Result<Self> {
        let when = reads(tx, who).await?;
        Ok(Self {
            goals: goals::going_on(tx, who.team).await?,
            ended: goals::ended(tx, who.team).await?,
            steps: goals::steps(tx, who.team).await?,
            charted: all_charted(tx, who.team).await?,
            linked: links::counts(tx, who.team).await?,
            questions: questions::open(tx, who.team).await?,
            clues: clues::list(tx, who.team, None, CLUES).await?,
            all_clues: clues::count(tx, who.team).await?,
            names: names(tx, who.team).await?,
            own: Own::read(tx, who, &when).await?,
            when,
        })
    }

    fn moved(&self) -> impl Iterator<Item = &Charted> {
        self.charted.iter().filter(|charted| !charted.seen.signals_now().is_empty()).take(MOVED)
    }

    fn of_goal(&self, goal: &Goal) -> Vec<&Charted> {
        self.charted.iter().filter(|charted| charted.metric.goal == Some(goal.id)).collect()
    }

    fn goal_of(&self, charted: &Charted) -> Option<&Goal> {
        self.goals.iter().find(|goal| Some(goal.id) == charted.metric.goal)
    }
}

pub(super) async fn show(State(ground): State<Ground>, Worker(who): Worker, said: Said) -> web::Result<Markup> {
    let known = Known::read(&mut ground.read().await?, &who).await?;
    let body = html! {
        div class="split" {
            div class="stack" data-gap="xl" {
                @if !known.charted.is_empty() { (what_moved(&known)) }
                (goals_of(&known))
                (without_goal(&known))
                (ended(&known))
            }
            aside class="stack" data-gap="l" aria-label="Clues and questions" { (beside(&known)) }
        }
    };
    let side = html! {
        (Button::link("Add a goal", "/business/goals/new").quiet().small())
        (Button::link("Note a clue", "#note-a-clue").small().icon(Icon::Clue))
    };
    let head = PageHead::new("The business")
        .side(side)
        .lead("What the business is trying to do this year, the figures it decides by, and what we have heard.");
    Ok(page(&who, said, "Business", &head, &body))
}

fn what_moved(known: &Known) -> Markup {
    let moved: Vec<&Charted> = known.moved().collect();
    let meta = html! { "in the newest readings" };
    let body = html! {
        @if moved.is_empty() { p class="quiet" { "Nothing moved beyond the usual up and down." } }
        @for (place, charted) in moved.iter().enumerate() {
            @let id = format!("moved-{place}");
            @let goal = known.goal_of(charted);
            @let path = goal.map(|goal| goal_path(goal.id));
            div class="sheet" {
                (chart_part(charted, goal.zip(path.as_deref()).map(|(goal, path)| (goal.title.as_str(), path)), Drawn::large(&id), &known.when))
            }
        }
    };
    section("bz-moved", "What moved", Some(meta), &body)
}

fn goals_of(known: &Known) -> Markup {
    if known.goals.is_empty() {
        let words = html! {
            p { "A goal in the business’s own words, who answers for it, and the figure they count it by. Then every request stands beside the goal it is for, and you can say whether it moved anything." }
            p { "Start with one: the goal that your last three requests had in common, or the first line of the annual plan." }
        };
        let actions = html! { (Button::link("Add a goal", "/business/goals/new").primary()) };
        return section("bz-goals", "Goals", None, &empty("No goal noted yet", &words, Some(actions)));
    }
    let many = known.goals.len();
    let meta = html! { (many) " this year" };
    let mut charts = CHARTS.saturating_sub(known.moved().count());
    let shown = known.goals.iter().map(|goal| {
        let of_goal = known.of_goal(goal);
        let draws = charts > 0 && draws(known, &of_goal);
        charts -= usize::from(draws);
        one_goal(known, goal, &of_goal, draws)
    });
    let body = html! { div class="stack" { @for goal in shown { (goal) } } };
    section("bz-goals", "Goals", Some(meta), &body)
}

/// A goal's one metric is drawn, unless it stands on top already.
fn draws(known: &Known, of_goal: &[&Charted]) -> bool {
    let [one] = of_goal else { return false };
    !one.readings.is_empty() && !known.moved().any(|moved| moved.metric.id == one.metric.id)
}

fn one_goal(known: &Known, goal: &Goal, of_goal: &[&Charted], draws: bool) -> Markup {
    let path = goal_path(goal.id);
    let id = format!("goal-{}", goal.id);
    html! {
        article class="sheet" {
            div class="section-head" {
                h3 { a href=(path) { (goal.title) } }
                p class="meta" { (owner(goal, &known.when)) }
            }
            @match (of_goal, draws) {
                ([one], true) => figure class="chart" {
                    figcaption { p class="chart-title small" { a href=(metric_path(one.metric.id)) { (one.metric.name) } } }
                    (chart(one, Drawn { height: 190, ..Drawn::large(&id) }, &known.when))
                    (chart_words(one))
                },
                ([], _) => p class="quiet" {
                    "No metric yet. A goal without a figure is a wish; ask who counts it. "
                    a href={ "/business/metrics/new?goal=" (goal.id) } { "Add the metric" } " or "
                    a href=(ask_path(goal)) { "put the question on the list" } "."
                },
                (many, _) => div class="columns" data-size="s" { @for charted in many { (figure_part(charted)) } },
            }
            (steps_of(known, goal))
            (linked(known, goal, of_goal))
        }
    }
}

/// Where the question who counts it is put on the list.
fn ask_path(goal: &Goal) -> String {
    let why = "because a goal has no metric";
    with_query("/business/questions", &[("goal", &goal.id.to_string()), ("for", &goal.owner), ("why", why)])
}

/// “owner: Edda Roorda, to December 2027”.
fn owner(goal: &Goal, when: &When) -> String {
    let owner = if goal.owner.is_empty() { "not known yet" } else { &goal.owner };
    match goal.until_on {
        Some(until) => format!("owner: {owner}, to {}", until_words(until, when)),
        None => format!("owner: {owner}"),
    }
}

/// “December 2027” for the last day of a month, else the day.
pub(super) fn until_words(until: jiff::civil::Date, when: &When) -> String {
    if until == until.last_of_month() { until.strftime("%B %Y").to_string() } else { when.day_short(until) }
}

fn steps_of(known: &Known, goal: &Goal) -> Markup {
    let of_kind =
        |kind| known.steps.iter().filter(|step| step.goal == goal.id && step.kind == kind).collect::<Vec<_>>();
    let list = |title: &str, steps: &[&Step]| {
        html! { @if !steps.is_empty() { div { h4 { (title) } ul class="small" { @for step in steps { li { (step.title) } } } } } }
    };
    let (initiatives, challenges) = (of_kind(StepKind::Initiative), of_kind(StepKind::Challenge));
    html! {
        @if !initiatives.is_empty() || !challenges.is_empty() {
            div class="columns" data-size="s" { (list("Initiatives", &initiatives)) (list("Challenges", &challenges)) }
        }
    }
}

fn linked(known: &Known, goal: &Goal, of_goal: &[&Charted]) -> Markup {
    let ids = of_goal.iter().map(|charted| charted.metric.id.uuid()).chain([goal.id.uuid()]);
    let many: i64 = ids.filter_map(|id| known.linked.get(&id)).sum();
    let words = match many {
        0 => return html! {},
        1 => "One request is linked to this goal.".to_owned(),
        many => {
            let many = capital(&number(u64::try_from(many).unwrap_or_default()));
            format!("{many} requests are linked to this goal.")
        }
    };
    html! { p class="meta" { a href={ (goal_path(goal.id)) "#g-3" } { (words) } } }
}

/// Metrics that count for no goal.
fn without_goal(known: &Known) -> Markup {
    let others: Vec<&Charted> = known.charted.iter().filter(|charted| known.goal_of(charted).is_none()).collect();
    let add = html! { a href="/business/metrics/new" { "Add a metric" } };
    if others.is_empty() {
        return html! { @if !known.goals.is_empty() { p class="small" { (add) " that counts for no single goal." } } };
    }
    let body = html! { div class="columns" data-size="s" { @for charted in &others { (figure_part(charted)) } } };
    section("bz-others", "Other figures", Some(add), &html! { div class="sheet" { (body) } })
}

fn ended(known: &Known) -> Markup {
    let list = html! {
        ul class="small" {
            @for goal in &known.ended {
                li { a href=(goal_path(goal.id)) { (goal.title) } @if let Some(at) = goal.ended_at { ", ended on " (known.when.day(known.when.day_of(at))) } }
            }
        }
    };
    html! { @if !known.ended.is_empty() { (explain("Goals that ended", &list)) } }
}

fn beside(known: &Known) -> Markup {
    let questions: Vec<Question> = known.questions.iter().take(QUESTIONS).cloned().collect();
    html! {
        (met::part(&known.own, &known.questions, &known.when))
        section aria-labelledby="bz-q" {
            h2 class="eyebrow" id="bz-q" { "Questions to bring" }
            @if questions.is_empty() {
                p class="small quiet" { "None yet. A figure that moved, or a goal that nobody counts, is a reason to ask somebody before they ask you." }
            } @else { (question_rows(&questions, &known.own.today, &known.when)) }
            p class="small" { a href="/business/questions" {
                @if known.questions.len() > QUESTIONS { "All " (known.questions.len()) " questions, and what came of others" } @else { "Another question, and what came of others" }
            } }
        }
        section aria-labelledby="bz-c" {
            h2 class="eyebrow" id="bz-c" { "Clues" }
            (clue_line())
            @if known.clues.is_empty() { p class="small quiet" { "What is heard in passing stands here, with who heard it." } }
            @else { (clue_rows(&known.clues, &known.names, &known.when)) p class="small" { a href="/business/clues" { "All " (known.all_clues) " clues" } } }
        }
    }
}
