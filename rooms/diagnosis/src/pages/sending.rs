//! Two or three questions to the stakeholder: picked, looked at as they will read them, and sent.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use method::Question;
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, REQUESTS, Shell};
use web::{Said, see_other};

use super::looking::{Looking, question_of};
use crate::acts::{self, By, Refused, preview};
use crate::asked;
use crate::rules::{MOST_ASKED, askable, proposed};

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    said: Said,
    asked: Typed,
) -> web::Result<Markup> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let picked: Vec<Question> = if asked.all("ask").next().is_some() {
        picked_of(&asked)
    } else {
        let wanted = asked.some("q").map(question_of).transpose()?.filter(|question| *question != Question::Seen);
        let case = &looking.case;
        let sent: Vec<Question> = case.askings.iter().flat_map(|asking| asking.questions.iter().copied()).collect();
        proposed(wanted, &case.given(), &case.found(), &sent)
    };
    let ticks = picked.iter().map(|question| ("ask", question.code()));
    let mut typed = Typed::filled(ticks);
    typed.set("words", asked.text("words"));
    page(&ground, &who, &looking, &picked, &Filled { typed, errors: Errors::default() }, said).await
}

fn picked_of(typed: &Typed) -> Vec<Question> {
    typed.all("ask").filter_map(Question::from_code).collect()
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let looking = Looking::at(&ground, &who, &request).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "words", acts::LONGEST);
    let picked = picked_of(&typed);
    if errors.is_empty() {
        if typed.chose("do", "look") {
            let form = Filled { typed, errors };
            let page = page(&ground, &who, &looking, &picked, &form, Said::default()).await?;
            return Ok(page.into_response());
        }
        match acts::send_questions(&ground, &By::from(&who), looking.request.id, &picked, typed.text("words")).await {
            Ok(_) => {
                let said = Said::well(format!("Sent to {}.", looking.first_name()))
                    .more("It is no answer: the promise stays where it is. What comes back is one person’s view.");
                return Ok((said, see_other(looking.path("/diagnosis"))).into_response());
            }
            Err(Refused::CannotAsk(why)) => errors.add("ask", why.to_string()),
            Err(refused) => return Err(refused.into()),
        }
    }
    let form = Filled::back(typed, errors);
    Ok(ToMend(page(&ground, &who, &looking, &picked, &form, Said::default()).await?).into_response())
}

async fn page(
    ground: &Ground,
    who: &Member,
    looking: &Looking,
    picked: &[Question],
    form: &Filled,
    said: Said,
) -> web::Result<Markup> {
    let name = looking.first_name();
    let title = format!("Questions to {name}");
    let (path, label, diagnosis) = (looking.path(""), &looking.thread.label, looking.path("/diagnosis"));
    let head = PageHead::new(&title)
        .under("Requests", REQUESTS)
        .under(label, &path)
        .under("Diagnosis", &diagnosis)
        .ends("Questions")
        .lead("They answer on a page of their own, in two minutes. It is no answer from us: the promise stays where it is.");
    let shown: Vec<Question> = picked.iter().copied().take(MOST_ASKED).collect();
    let letter =
        preview(&mut ground.read().await?, &By::from(who), &looking.request, &shown, form.typed.text("words")).await?;
    let action = looking.path("/diagnosis/questions");
    let body = html! {
        (head)
        div class="split" data-aside="wide" {
            form class="stack" data-gap="l" method="post" action=(action) aria-label=(title) {
                (form.notice())
                (ticks(looking, form))
                (form.field("words", "A sentence before them").optional().area())
                (actions([
                    Button::submit(&format!("Send to {name}")).primary().named("do", "send"),
                    Button::submit("Look at the letter").quiet().named("do", "look"),
                    Button::link("Back", &diagnosis).plain(),
                ]))
            }
            aside class="stack" aria-label="The letter" { h2 class="eyebrow" { "As " (name) " will read it" } (letter.preview()) }
        }
    };
    let who = web::shell::Who { said, ..who.shell() };
    Ok(Shell::new(&title, Here::Requests, &who).page(&body))
}

fn ticks(looking: &Looking, form: &Filled) -> Markup {
    let error = form.errors.of("ask");
    let below = |question: Question| {
        let case = &looking.case;
        let is_asked = case.askings.iter().any(|asking| asking.questions.contains(&question));
        match (case.reply(question), case.answer(question).filter(|answer| answer.is_whole())) {
            (Some(reply), _) => Some(format!("{} answered {}", looking.first_name(), looking.when.near(reply.said_at))),
            (None, _) if is_asked => Some("sent before, not answered yet".to_owned()),
            (None, Some(answer)) => Some(format!("answered: {}, {}", answer.words(), answer.evidence.words())),
            (None, None) => None,
        }
    };
    html! {
        fieldset class="field" data-invalid[error.is_some()] {
            legend { "Which questions? Three at most." }
            div class="stack" data-gap="s" id="f-ask" {
                @for question in askable() {
                    (form.tick_of("ask", &question.code(), asked::words(question, web::Language::En), below(question).as_deref()))
                }
            }
            @if let Some(words) = error { p class="field-error" { (words) } }
        }
    }
}
