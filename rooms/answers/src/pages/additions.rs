//! What an order gains, on a page of its own: one element at a time is filled, corrected or waived, and up to three questions go to the
//! stakeholder in a letter.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use diagnosis::By;
use ground::Ground;
use ground::threads::{self, Thread};
use http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, html};
use requests::{Request, RequestId};
use team::{Member, Stakeholder, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, section, section_head};
use web::lists::diary_unordered;
use web::notices::{Notice, Tone};
use web::promise::explain;
use web::shell::{Here, REQUESTS, Shell};
use web::when::When;
use web::{Failure, Icon, Said, see_other};

use super::standing::{better_words, count_words, path_of, row, waits_words};
use crate::acts::{self, Cannot, LONGEST};
use crate::rules::{Addition, CannotAsk, QUESTIONS, Standing, Value, part};
use crate::upgrade::{Element, Near, Upgrade, standing};

/// The order of one request, read at one moment.
struct Order {
    request: Request,
    thread: Thread,
    asker: Stakeholder,
    upgrade: Upgrade,
    suggested: Vec<(Addition, Value)>,
    /// Goals and metrics: how a form sends them, and what they are called.
    goals: Vec<(String, String)>,
    metrics: Vec<business::Metric>,
    members: HashMap<String, String>,
    when: When,
}

impl Order {
    async fn of(ground: &Ground, who: &Member, id: &str) -> web::Result<Self> {
        let id: RequestId = id.parse().map_err(|_no_id| Failure::NotFound)?;
        let mut tx = ground.read().await?;
        let request = requests::readings::find(&mut tx, who.team, id).await?.ok_or(Failure::NotFound)?;
        let thread = threads::get(&mut tx, who.team, id.uuid()).await?.ok_or(Failure::NotFound)?;
        let asker = team::stakeholders::get(&mut tx, who.team, request.stakeholder).await?.ok_or(Failure::NotFound)?;
        let in_force = team::calendar::current(&mut tx, who.team).await?;
        let near = Near::of(&mut tx, &request).await?;
        let upgrade = standing(&mut tx, &request, &in_force, &near).await?;
        let goals = business::goals(&mut tx, who.team).await?;
        let metrics = business::metrics(&mut tx, who.team).await?;
        let named = goals.iter().map(|goal| (business::Thing::Goal(goal.id).word(), goal.title.clone()));
        let counted = metrics.iter().map(|metric| (business::Thing::Metric(metric.id).word(), metric.name.clone()));
        let members = team::members::list(&mut tx, who.team).await?;
        Ok(Self {
            thread,
            asker,
            upgrade,
            suggested: near.suggested(&in_force),
            goals: named.chain(counted).collect(),
            metrics,
            members: members.into_iter().map(|member| (member.actor().to_string(), member.name)).collect(),
            when: When::new(who.reads_in(&in_force.zone), tx.now()),
            request,
        })
    }

    fn path(&self) -> String {
        path_of(self.request.id)
    }

    fn first_name(&self) -> &str {
        let called = self.asker.called();
        called.split_whitespace().next().unwrap_or(called)
    }

    fn named(&self, actor: &str) -> String {
        match self.members.get(actor) {
            Some(name) => name.clone(),
            None if actor.starts_with("stakeholder:") => self.asker.called().to_owned(),
            None if actor.starts_with("token:") => "a program".to_owned(),
            None => "a former member".to_owned(),
        }
    }

    fn element(&self, addition: Addition) -> web::Result<&Element> {
        self.upgrade.element(addition).ok_or(Failure::NotFound)
    }

    fn is_open(&self) -> bool {
        acts::may_still_say(&self.request)
    }
}

/// What stands open on the page.
#[derive(Default)]
struct Open {
    /// The element that is being changed, with what was typed into it.
    element: Option<(Addition, Filled)>,
    /// The day and what stands beside the order, as they were typed.
    order: Option<Filled>,
    /// The questions that were picked, and the letter as it would read.
    asking: Option<(Filled, Markup)>,
    notice: Markup,
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    said: Said,
    asked: Typed,
) -> web::Result<Markup> {
    let order = Order::of(&ground, &who, &request).await?;
    let element = match asked.some("change") {
        Some(name) => {
            let addition = Addition::from_field(name).ok_or(Failure::NotFound)?;
            Some((addition, kept(&order, addition)?))
        }
        None => None,
    };
    let asking = if asked.all("ask").next().is_some() { looked_at(&ground, &who, &order, &asked).await? } else { None };
    Ok(page(&who, &order, said, Open { element, asking, ..Open::default() }))
}

/// An element as it stands, or as it may be filled where nothing does.
fn kept(order: &Order, addition: Addition) -> web::Result<Filled> {
    let element = order.element(addition)?;
    let mut typed = Typed::filled([("base", element.version.to_string())]);
    let suggested = order.suggested.iter().find(|(of, _)| *of == addition).map(|(_, value)| value);
    let value = match &element.standing {
        Standing::Waived(_) => None,
        Standing::Empty
        | Standing::Asked { .. }
        | Standing::Answered(_)
        | Standing::Filled(_)
        | Standing::ByDefault { .. } => element.standing.value().or(suggested),
    };
    for (name, text) in value.into_iter().flat_map(Value::iter) {
        typed.set(name, text);
    }
    if let Standing::Waived(entered) = &element.standing {
        typed.set("why", entered.waived.as_deref().unwrap_or_default());
    }
    Ok(Filled { typed, errors: Errors::default() })
}

async fn looked_at(
    ground: &Ground,
    who: &Member,
    order: &Order,
    typed: &Typed,
) -> web::Result<Option<(Filled, Markup)>> {
    let picked = picked_of(typed);
    let mut tx = ground.read().await?;
    let by = By::from(who);
    let letter = acts::preview_questions(&mut tx, &by, &order.request, &picked, typed.text("ask-words"));
    let (errors, letter) = match letter.await {
        Ok(letter) => (Errors::default(), letter.preview()),
        Err(Cannot::CannotAsk(cannot)) => (asking_errors(&cannot), html! {}),
        Err(cannot) => return Err(cannot.into()),
    };
    Ok(Some((Filled { typed: typed.clone(), errors }, letter)))
}

fn asking_errors(cannot: &CannotAsk) -> Errors {
    Errors::at("ask", cannot.to_string())
}

fn picked_of(typed: &Typed) -> Vec<Addition> {
    typed.all("ask").filter_map(Addition::from_field).collect()
}

/// Fills an element, or waives it.
pub(super) async fn change(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path((request, element)): Path<(String, String)>,
    typed: Typed,
) -> web::Result<Response> {
    let addition = Addition::from_field(&element).ok_or(Failure::NotFound)?;
    let order = Order::of(&ground, &who, &request).await?;
    let mut errors = typed.check();
    for name in addition.parts().iter().chain(&["why"]) {
        errors.limit(&typed, name, LONGEST);
    }
    let base = typed.text("base").parse().unwrap_or_default();
    let value = value_of(addition, &order, &typed, &mut errors);
    if !errors.is_empty() {
        return mend(&who, &order, addition, typed, errors);
    }
    let by = By::from(&who);
    let done = if typed.text("do") == "waive" {
        acts::waive(&ground, &by, order.request.id, addition, typed.text("why"), base).await
    } else {
        acts::fill(&ground, &by, order.request.id, addition, &value, base).await
    };
    match done {
        Ok(entered) => {
            let title = addition.title();
            let said = match entered.waived {
                Some(_) => Said::well(format!("{title} is waived.")).more("The reason stands beside it."),
                None => Said::well(format!("{title} is kept.")),
            };
            Ok((said, see_other(order.path())).into_response())
        }
        Err(cannot @ (Cannot::Nothing | Cannot::BadValue(_))) => {
            mend(&who, &order, addition, typed, Errors::at(main_field(addition), cannot.to_string()))
        }
        Err(cannot @ Cannot::NoReason) => mend(&who, &order, addition, typed, Errors::at("why", cannot.to_string())),
        Err(Cannot::Lost) => Ok(lost(&who, &Order::of(&ground, &who, &request).await?, addition, typed)),
        Err(cannot) => Err(cannot.into()),
    }
}

/// The field that is looked at first.
fn main_field(addition: Addition) -> &'static str {
    match addition {
        Addition::Link => part::THING,
        Addition::FollowUp => part::ON,
        Addition::Outcome | Addition::Measure | Addition::Baseline | Addition::Owner => part::WORDS,
    }
}

/// As it was typed; the act takes the words of a goal or metric from there.
fn value_of(addition: Addition, order: &Order, typed: &Typed, errors: &mut Errors) -> Value {
    let mut value = Value::default();
    for name in addition.parts() {
        let text = typed.text(name);
        if matches!(*name, part::ON | part::COLLECTED_ON) && !text.is_empty() {
            if let Some(on) = errors.keep(name, order.when.parse_day(text)) {
                value.set(name, &on.to_string());
            }
        } else {
            value.set(name, text);
        }
    }
    value
}

fn mend(who: &Member, order: &Order, addition: Addition, typed: Typed, errors: Errors) -> web::Result<Response> {
    let element = Some((addition, Filled::back(typed, errors)));
    Ok(ToMend(page(who, order, Said::default(), Open { element, ..Open::default() })).into_response())
}

/// Somebody else was faster: theirs stands above, what was typed stands in the fields, and sending it again puts it in their place.
fn lost(who: &Member, order: &Order, addition: Addition, mut typed: Typed) -> Response {
    let base = order.upgrade.element(addition).map_or(0, |element| element.version);
    typed.set("base", base.to_string());
    let title = format!("{} was changed while you had it open", addition.title());
    let why = "What stands there now is in the list. What you typed is in the fields below and not kept yet; keep it again, and it stands in its place.";
    let notice = html! { div role="alert" { (Notice::new(Tone::Care, &title).icon(Icon::Care).why(why)) } };
    let element = Some((addition, Filled { typed, errors: Errors::default() }));
    let page = page(who, order, Said::default(), Open { element, notice, ..Open::default() });
    (StatusCode::CONFLICT, page).into_response()
}

/// Says on which day the order is ready, and what stands beside it.
pub(super) async fn set(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    mut typed: Typed,
) -> web::Result<Response> {
    let order = Order::of(&ground, &who, &request).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "beside", LONGEST);
    let ready_on: Option<Date> =
        typed.some("ready-on").and_then(|day| errors.keep("ready-on", order.when.parse_day(day)));
    if !errors.is_empty() {
        let open = Open { order: Some(Filled::back(typed, errors)), ..Open::default() };
        return Ok(ToMend(page(&who, &order, Said::default(), open)).into_response());
    }
    let base = typed.text("base").parse().unwrap_or_default();
    let set = acts::set_order(&ground, &By::from(&who), order.request.id, ready_on, typed.text("beside"), base).await;
    match set {
        Ok(()) => Ok((Said::well("Kept."), see_other(order.path())).into_response()),
        Err(Cannot::Lost) => {
            let now = Order::of(&ground, &who, &request).await?;
            typed.set("base", now.upgrade.version.to_string());
            let why = "What you typed is in the fields and not kept yet; keep it again, and it stands in the place of theirs.";
            let notice =
                Notice::new(Tone::Care, "The order was changed while you had it open").icon(Icon::Care).why(why);
            let notice = html! { div role="alert" { (notice) } };
            let open = Open { order: Some(Filled { typed, errors: Errors::default() }), notice, ..Open::default() };
            Ok((StatusCode::CONFLICT, page(&who, &now, Said::default(), open)).into_response())
        }
        Err(cannot) => Err(cannot.into()),
    }
}

/// Sends the questions.
pub(super) async fn ask(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let order = Order::of(&ground, &who, &request).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "ask-words", LONGEST);
    let picked = picked_of(&typed);
    if errors.is_empty() && typed.text("do") == "look" {
        let asking = looked_at(&ground, &who, &order, &typed).await?;
        return Ok(page(&who, &order, Said::default(), Open { asking, ..Open::default() }).into_response());
    }
    if errors.is_empty() {
        let by = By::from(&who);
        match acts::ask_additions(&ground, &by, order.request.id, &picked, typed.text("ask-words")).await {
            Ok(until_at) => {
                let said = Said::well("Asked.").more(format!(
                    "{} has until {}; after that the defaults stand.",
                    order.first_name(),
                    order.when.full(until_at)
                ));
                return Ok((said, see_other(order.path())).into_response());
            }
            Err(Cannot::CannotAsk(cannot)) => errors = asking_errors(&cannot),
            Err(cannot) => return Err(cannot.into()),
        }
    }
    let asking = Some((Filled::back(typed, errors), html! {}));
    Ok(ToMend(page(&who, &order, Said::default(), Open { asking, ..Open::default() })).into_response())
}

fn page(who: &Member, order: &Order, said: Said, open: Open) -> Markup {
    let (request, upgrade) = (&order.request, &order.upgrade);
    let title = "What we add to the order";
    let path = format!("{REQUESTS}/{}", request.id);
    let label = &order.thread.label;
    let head = PageHead::new(title)
        .under("Requests", REQUESTS)
        .under(label, &path)
        .ends("Additions")
        .lead("Six things make an order one that can be told from work that has no effect. Fill them, waive one with a reason, or ask.")
        .meta(count_words(upgrade));
    let head = if upgrade.is_upgraded() { head.meta("upgraded") } else { head };
    let changed = open.element.as_ref().map(|(addition, _)| *addition);
    let rows = upgrade.elements.iter().map(|element| {
        let word = if element.standing.is_filled() { "Change" } else { "Fill in" };
        let change = format!("{}?change={}#change", order.path(), element.addition.field());
        let row = row(element, &order.when, &|actor| order.named(actor));
        if changed == Some(element.addition) {
            row.end(html! { span class="quiet" { "below" } })
        } else {
            row.end(
                html! { a href=(change) { (word) span class="visually-hidden" { " " (element.addition.title()) } } },
            )
        }
    });
    let body = html! {
        (head)
        (open.notice)
        div class="split" {
            div class="stack" data-gap="l" {
                section aria-labelledby="u-six" {
                    (section_head("u-six", "The six", None))
                    (diary_unordered(rows))
                }
                @if let Some((addition, form)) = &open.element { (element_form(*addition, form, order)) }
                (order_form(open.order.as_ref(), order))
            }
            aside class="stack" data-gap="l" aria-label="Questions" { (asking(open.asking.as_ref(), order)) }
        }
    };
    let mut frame = who.shell();
    frame.said = said;
    Shell::new(title, Here::Requests, &frame).page(&body)
}

fn element_form(addition: Addition, form: &Filled, order: &Order) -> Markup {
    let action = format!("{}/{}", order.path(), addition.field());
    let path = order.path();
    html! {
        form class="sheet stack" id="change" tabindex="-1" method="post" action=(action) aria-labelledby="u-change" {
            h2 id="u-change" { (addition.title()) }
            p class="small quiet" { (addition.question()) }
            (form.notice())
            (form.hidden("base"))
            (fields(addition, form, order))
            (actions([Button::submit("Keep it").primary(), Button::link("Leave it as it is", &path).plain()]))
            (explain("The order goes without it", &html! {
                div class="stack" data-gap="s" {
                    (form.field("why", "Why").hint("It stands beside the order, and counts as decided.").text())
                    (actions([Button::submit("Waive it").quiet().small().named("do", "waive")]))
                }
            }))
        }
    }
}

fn fields(addition: Addition, form: &Filled, order: &Order) -> Markup {
    match addition {
        Addition::Outcome => html! {
            (form.field(part::WORDS, "What they will do at work").placeholder(addition.hint()).text())
            (form.field(part::GROUP, "Who").optional().text())
            (form.field(part::SITUATION, "In which situation").optional().text())
            (form.field(part::FROM_WHEN, "From when on").optional().text())
        },
        Addition::Measure => {
            let none = (String::new(), "none of them".to_owned());
            let metrics =
                order.metrics.iter().map(|metric| (business::Thing::Metric(metric.id).word(), metric.name.clone()));
            let metrics: Vec<(String, String)> = std::iter::once(none).chain(metrics).collect();
            let better = business::Better::ALL.map(|better| (better.as_str(), better_words(better.as_str())));
            let better: Vec<(&str, &str)> = std::iter::once(("", "not said")).chain(better).collect();
            html! {
                @if metrics.len() > 1 { (form.field(part::THING, "One that we read already").optional().select(&metrics)) }
                (form.field(part::WORDS, "What is counted").placeholder(addition.hint()).text())
                (form.field(part::UNIT, "Unit").optional().narrow().text())
                (form.field(part::SOURCE, "Where it is counted").optional().text())
                (form.field(part::BETTER, "Which way is better").optional().narrow().select(&better))
                (form.field(part::TARGET, "Wanted").optional().narrow().text())
            }
        }
        Addition::Link => {
            let goals: Vec<(String, String)> = [(String::new(), "said below in words".to_owned())]
                .into_iter()
                .chain(order.goals.iter().cloned())
                .chain([(part::NONE.to_owned(), "No goal is known".to_owned())])
                .collect();
            html! {
                (form.field(part::THING, "Goal or metric").hint("“No goal is known” is an answer too. It counts against alignment, and blocks nothing.").select(&goals))
                (form.field(part::WORDS, "In words, where it is not in the list").optional().text())
            }
        }
        Addition::Baseline => html! {
            (form.field(part::WORDS, "The number today, with its unit").placeholder(addition.hint()).text())
            (form.field(part::OF_MANY, "Of how many").optional().narrow().text())
            (form.field(part::PERIOD, "Over which time").optional().text())
            (form.field(part::COLLECTED_ON, "Collected on").optional().narrow().date())
        },
        Addition::Owner => form.field(part::WORDS, "Who in the business").placeholder(addition.hint()).text(),
        Addition::FollowUp => html! {
            (form.field(part::ON, "Day").narrow().date())
            (form.field(part::METHOD, "How").optional().placeholder("We read the number together").text())
            (form.field(part::WORDS, "In words, where the day is not known").optional().text())
        },
    }
}

fn order_form(typed: Option<&Filled>, order: &Order) -> Markup {
    let upgrade = &order.upgrade;
    let kept = Filled::with([
        ("base", upgrade.version.to_string()),
        ("ready-on", upgrade.ready_on.map(|on| on.to_string()).unwrap_or_default()),
        ("beside", upgrade.beside.clone()),
    ]);
    let form = typed.unwrap_or(&kept);
    let follow_up = upgrade.known.follow_up_on.map(|on| {
        format!(
            "If nobody says otherwise, we come back on {}: 45 days after it is ready, or the next working day.",
            order.when.day(on)
        )
    });
    let follow_up = follow_up.unwrap_or_else(|| {
        "The day to come back is counted from it: 45 days after, or the next working day.".to_owned()
    });
    let body = html! {
        form class="stack" method="post" action=(order.path()) {
            (form.notice())
            (form.hidden("base"))
            (form.field("ready-on", "Ready on").optional().hint(follow_up).narrow().date())
            (form.field("beside", "Something small beside it that is no training").optional().text())
            (actions([Button::submit("Keep").quiet()]))
        }
    };
    section("u-order", "The order itself", None, &body)
}

/// What was asked, and what can be asked now.
fn asking(typed: Option<&(Filled, Markup)>, order: &Order) -> Markup {
    let (upgrade, name) = (&order.upgrade, order.first_name());
    let first = upgrade.to_ask();
    let proposed = Filled::with(first.iter().map(|addition| ("ask", addition.field())));
    let (form, letter) = typed.map_or((&proposed, None), |(form, letter)| (form, Some(letter)));
    let can_be_asked: Vec<Addition> = upgrade
        .elements
        .iter()
        .filter(|element| matches!(element.standing, Standing::Empty | Standing::ByDefault { .. }))
        .map(|element| element.addition)
        .collect();
    html! {
        section class="sheet" data-pad="s" data-tone="accent" aria-labelledby="u-ask" {
            h2 class="eyebrow" id="u-ask" { "Ask " (name) }
            @if let Some(waits) = waits_words(upgrade, &order.when) { p class="small" { (waits) } }
            @if !order.is_open() {
                p class="small quiet" { "This request is over, so nobody is asked any more." }
            } @else if can_be_asked.is_empty() {
                p class="small quiet" { "There is nothing left to ask." }
            } @else {
                form class="stack" data-gap="s" method="post" action={ (order.path()) "/questions" } {
                    (form.notice())
                    fieldset class="field" data-size="s" data-invalid[form.errors.of("ask").is_some()] {
                        legend { "At most " (web::when::number(u64::try_from(QUESTIONS).unwrap_or_default())) " in one letter" }
                        @for (place, addition) in can_be_asked.iter().enumerate() {
                            @if place == 0 { span id="f-ask" {} }
                            (form.tick_of("ask", addition.field(), addition.question(), Some(addition.title())))
                        }
                    }
                    (form.field("ask-words", "A word before them").optional().small().text())
                    div class="actions" {
                        (Button::submit("Send the questions").small().named("do", "send"))
                        (Button::submit("Show what they will read").plain().small().named("do", "look"))
                    }
                }
            }
        }
        @if let Some(letter) = letter { section aria-labelledby="u-letter" { h2 class="eyebrow" id="u-letter" { "Preview of the mail" } (letter) } }
        (asked_before(order))
    }
}

fn asked_before(order: &Order) -> Markup {
    let rows = order.upgrade.askings.iter().map(|asking| {
        let names: Vec<String> = asking.additions.iter().map(|addition| addition.title().to_lowercase()).collect();
        let names = web::Language::En.and(&names);
        html! { li { (order.when.near(asking.sent_at)) ", by " (order.named(&asking.sent_by)) ": " (names) ", until " (order.when.full(asking.until_at)) } }
    });
    html! {
        @if !order.upgrade.askings.is_empty() {
            section aria-labelledby="u-asked" {
                h2 class="eyebrow" id="u-asked" { "Asked so far" }
                ul class="small" { @for row in rows { (row) } }
            }
        }
    }
}
