//! A metric is noted, changed, ended.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::{Ground, Tx};
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::{Failure, Said, see_other};

use super::{BUSINESS, LINE, TEXT, form_page, id, metric_path, version};
use crate::acts::{self, MetricWords};
use crate::rules::{Better, Decimals, amount, number};
use crate::store::goals::{self, Goal, GoalId};
use crate::store::metrics::{self, Metric};

async fn goals_of(tx: &mut Tx, who: &Member, present: Option<GoalId>) -> web::Result<Vec<Goal>> {
    let mut goals = goals::going_on(tx, who.team).await?;
    if let Some(present) = present.filter(|present| goals.iter().all(|goal| goal.id != *present)) {
        goals.extend(goals::find(tx, who.team, present).await?);
    }
    Ok(goals)
}

fn fields(form: &Filled, goals: &[Goal]) -> Markup {
    let mut options = vec![(String::new(), "none in particular".to_owned())];
    options.extend(goals.iter().map(|goal| (goal.id.to_string(), goal.title.clone())));
    let better: Vec<(&str, &str)> = Better::ALL.iter().map(|better| (better.as_str(), better.words())).collect();
    html! {
        (form.notice())
        (form.field("name", "What it is called").question().hint("As “Claims reopened within 30 days”").text())
        (form.field("what", "What exactly is counted").optional().hint("A sentence that somebody else would count by in the same way").area())
        (form.field("goal", "The goal it counts for").select(&options))
        div class="field-row" {
            (form.field("unit", "Unit").optional().narrow().hint("%, days, €").text())
            (form.field("wanted", "Wanted value").optional().narrow().hint("As 6 or 6,5").text())
        }
        (form.segments("better", "Which way is better", &better))
        (form.field("source", "Where it is counted").optional().hint("As “claims system, Monday report”").text())
        (form.field("of", "Of what").optional().hint("As “claims closed in the week”").text())
        div class="field-row" {
            (form.field("owner", "Who answers for it").optional().text())
            (form.field("read", "When it is read").optional().hint("As “every Monday, 08:00”").text())
        }
        (form.field("baseline", "Limits come from the first … readings").narrow()
            .hint("17 is enough for limits that hardly move any more. With fewer readings all of them count.").number(Some(6), Some(500)))
    }
}

fn words(typed: &Typed) -> Result<MetricWords, Errors> {
    let mut errors = typed.check();
    let name = errors.need(typed, "name", "Write what it is called.").unwrap_or_default();
    for (field, most) in
        [("name", LINE), ("unit", 20), ("source", LINE), ("of", LINE), ("owner", LINE), ("read", LINE), ("what", TEXT)]
    {
        errors.limit(typed, field, most);
    }
    let unit = typed.text("unit");
    let better = Better::from_word(typed.text("better"));
    if better.is_none() {
        errors.add("better", "Say which way is better.");
    }
    let wanted = typed.some("wanted").and_then(|text| errors.keep("wanted", amount(text, Decimals::AsSeen, unit)));
    let baseline = typed.text("baseline").parse().ok().filter(|many| (6..=500).contains(many));
    if baseline.is_none() {
        errors.add("baseline", "Limits need 6 to 500 readings. Write how many.");
    }
    let goal = typed.some("goal").map(str::parse).transpose();
    let goal = goal.unwrap_or_else(|_unknown| {
        errors.add("goal", "Choose a goal from the list.");
        None
    });
    let words = MetricWords {
        goal,
        name: name.to_owned(),
        what: typed.text("what").to_owned(),
        unit: unit.to_owned(),
        better: better.unwrap_or(Better::Higher),
        wanted,
        source: typed.text("source").to_owned(),
        counted_of: typed.text("of").to_owned(),
        owner: typed.text("owner").to_owned(),
        read_when: typed.text("read").to_owned(),
        baseline: baseline.unwrap_or_default(),
    };
    errors.into_result()?;
    Ok(words)
}

fn new_page(who: &Member, said: Said, form: &Filled, goals: &[Goal]) -> Markup {
    let head = PageHead::new("Add a metric")
        .under("Business", BUSINESS)
        .ends("New metric")
        .lead("A figure the business already decides by. One that we would have to count ourselves is usually not it.");
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action="/business/metrics" {
            (fields(form, goals))
            div class="actions" { (Button::submit("Add the metric").primary()) (Button::link("Leave it", BUSINESS).plain()) }
        }
    };
    form_page(who, said, "Add a metric", &head, &body)
}

pub(super) async fn show_new(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    typed: Typed,
) -> web::Result<Markup> {
    let goals = goals_of(&mut ground.read().await?, &who, None).await?;
    let baseline = evidence::BASELINE.to_string();
    let form = Filled::with([("goal", typed.text("goal")), ("better", "higher"), ("baseline", &baseline)]);
    Ok(new_page(&who, said, &form, &goals))
}

pub(super) async fn add(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<Response> {
    match words(&typed) {
        Ok(words) => {
            let metric = acts::add_metric(&ground, who.team, who.actor(), words).await?;
            let said = Said::well("Added.").more("Paste the readings you have; limits are drawn from six on.");
            Ok((said, see_other(metric_path(metric.id))).into_response())
        }
        Err(errors) => {
            let goals = goals_of(&mut ground.read().await?, &who, None).await?;
            Ok(ToMend(new_page(&who, Said::default(), &Filled::back(typed, errors), &goals)).into_response())
        }
    }
}

fn edit_page(who: &Member, said: Said, metric: &Metric, form: &Filled, goals: &[Goal]) -> Markup {
    let path = metric_path(metric.id);
    let head = PageHead::new("Change the metric").under("Business", BUSINESS).under(&metric.name, &path).ends("Change");
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action={ (path) "/edit" } {
            (form.hidden("version"))
            (fields(form, goals))
            div class="actions" { (Button::submit("Keep the metric").primary()) (Button::link("Leave it", &path).plain()) }
        }
        form class="stack" data-gap="s" method="post" action={ (path) "/end" } {
            p class="small quiet" { "A metric that is read no more ends. Its readings stay to be read." }
            div class="actions" { (Button::submit("End the metric").quiet().small()) }
        }
    };
    form_page(who, said, "Change the metric", &head, &body)
}

async fn found(ground: &Ground, who: &Member, metric: &str) -> web::Result<(Metric, Vec<Goal>)> {
    let mut tx = ground.read().await?;
    let metric = metrics::find(&mut tx, who.team, id(metric)?).await?.ok_or(Failure::NotFound)?;
    let goals = goals_of(&mut tx, who, metric.goal).await?;
    Ok((metric, goals))
}

pub(super) async fn show_edit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(metric): Path<String>,
) -> web::Result<Markup> {
    let (metric, goals) = found(&ground, &who, &metric).await?;
    let form = Filled::with([
        ("name", metric.name.clone()),
        ("what", metric.what.clone()),
        ("goal", metric.goal.map(|goal| goal.to_string()).unwrap_or_default()),
        ("unit", metric.unit.clone()),
        ("wanted", metric.wanted.map(number).unwrap_or_default()),
        ("better", metric.better.as_str().to_owned()),
        ("source", metric.source.clone()),
        ("of", metric.counted_of.clone()),
        ("owner", metric.owner.clone()),
        ("read", metric.read_when.clone()),
        ("baseline", metric.baseline.to_string()),
        ("version", metric.version.to_string()),
    ]);
    Ok(edit_page(&who, said, &metric, &form, &goals))
}

pub(super) async fn change(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let (metric, goals) = found(&ground, &who, &metric).await?;
    match words(&typed) {
        Ok(words) => {
            acts::change_metric(&ground, who.team, who.actor(), metric.id, version(&typed), words).await?;
            Ok((Said::well("Kept."), see_other(metric_path(metric.id))).into_response())
        }
        Err(errors) => {
            Ok(ToMend(edit_page(&who, Said::default(), &metric, &Filled::back(typed, errors), &goals)).into_response())
        }
    }
}

pub(super) async fn end(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(metric): Path<String>,
) -> web::Result<Response> {
    acts::end_metric(&ground, who.team, who.actor(), id(&metric)?).await?;
    Ok((Said::well("The metric has ended."), see_other(BUSINESS)).into_response())
}
