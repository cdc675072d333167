//! `/settings/letters`: the words of the acknowledgement in each language, the words left and the letter right.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::Ground;
use jiff::Timestamp;
use maud::{Markup, html};
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, Shell, Who};
use web::{Language, Said, see_other};

use super::settings::{LETTERS, TURNAROUND, settings_row};
use crate::acts;
use crate::below::Sketch;
use crate::rules::{Blank, LANGUAGES, Wording};
use crate::store::{languages, wordings};
use crate::{Below, InForce, Lead, Member, calendar};

const PREVIEW: &str = "/settings/letters/preview";
const SPOKEN: &str = "/settings/letters/language";
/// The letter whose words can be chosen.
const ACKNOWLEDGEMENT: &str = "acknowledgement";

pub(super) fn routes() -> Router<Ground> {
    Router::new().route(LETTERS, get(show).post(submit)).route(PREVIEW, post(preview)).route(SPOKEN, post(speak))
}

/// The language that was asked for; English where it is none of ours.
fn language_of(typed: &Typed) -> (&'static str, &'static str) {
    let asked = typed.text("language");
    LANGUAGES.into_iter().find(|(tag, _)| *tag == asked).unwrap_or(("en", "English"))
}

fn wording_of(typed: &Typed) -> Wording {
    Wording {
        subject: typed.text("subject").to_owned(),
        greeting: typed.text("greeting").to_owned(),
        text: typed.text("text").to_owned(),
        closing: typed.text("closing").to_owned(),
    }
}

/// What the page needs to know besides what was typed.
struct View {
    who: Member,
    below: Below,
    in_force: InForce,
    now: Timestamp,
    language: (&'static str, &'static str),
    /// The version in force, 0 before the first.
    version: i64,
    /// The words in force, whoever's they are.
    words: Wording,
    is_own: bool,
    /// The team's own language.
    spoken: Language,
}

impl View {
    async fn of(ground: &Ground, who: &Member, below: Below, typed: &Typed) -> web::Result<Self> {
        let language = language_of(typed);
        let mut tx = ground.read().await?;
        let in_force = calendar::current(&mut tx, who.team).await?;
        let newest = wordings::newest(&mut tx, who.team, ACKNOWLEDGEMENT, language.0).await?;
        let (version, own) = newest.map_or((0, None), |newest| (newest.number, newest.words));
        let is_own = own.is_some();
        let words = own.unwrap_or_else(|| (below.came_with)(language.0));
        let spoken = languages::of_team(&mut tx, who.team).await?;
        Ok(Self { who: who.clone(), below, in_force, now: ground.now(), language, version, words, is_own, spoken })
    }

    fn form(&self) -> Filled {
        let words = self.words.clone();
        Filled::with([
            ("language", self.language.0.to_owned()),
            ("version", self.version.to_string()),
            ("subject", words.subject),
            ("greeting", words.greeting),
            ("text", words.text),
            ("closing", words.closing),
        ])
    }

    /// The letter as somebody would read it; while the promise is missing in it, what to do instead.
    fn letter(&self, words: &Wording) -> Markup {
        if words.check(self.language.0).is_err() {
            return html! { p class="quiet" { "Mend what is marked in the form; then the letter stands here." } };
        }
        let due = self.in_force.office.due(self.now, self.in_force.turnaround, &[]).ok().and_then(|due| due.at());
        let sketch = Sketch {
            language: self.language.0,
            words: words.clone(),
            team: self.who.team,
            team_name: self.who.team_name.clone(),
            label: format!("{}-221", self.who.team_prefix),
            zone: self.in_force.zone.clone(),
            now: self.now,
            due_at: due.unwrap_or(self.now),
        };
        (self.below.letter)(&sketch)
    }

    fn page(&self, said: Said, form: &Filled) -> Markup {
        let frame = Who { said, ..self.who.shell() };
        let next = format!("Save version {}", self.version.saturating_add(1));
        let body = html! {
            (PageHead::new("What stakeholders read").under("Settings", TURNAROUND).ends("Letters")
                .lead("The acknowledgement in four languages. Change the words; the promised time can’t be taken out."))
            (settings_row(LETTERS))
            div class="stack" data-gap="l" {
            nav class="segments" aria-label="Language" {
                @for (tag, name) in LANGUAGES {
                    a href={ (LETTERS) "?language=" (tag) } lang=(tag) aria-current=[(tag == self.language.0).then_some("page")] { (name) }
                }
            }
            div class="split" data-aside="half" {
                form class="stack" data-gap="l" method="post" action=(LETTERS) novalidate data-preview="letter" data-preview-from=(PREVIEW) {
                    (form.notice())
                    (form.hidden("language"))
                    (form.hidden("version"))
                    (form.field("subject", "Subject").hint("The number of the request is added by itself.").autocomplete("off").text())
                    (form.field("greeting", "Greeting").autocomplete("off").text())
                    (form.field("text", "Text").hint("Words in braces are filled in. An empty line begins a new paragraph.").area())
                    (form.field("closing", "Closing").optional().autocomplete("off").text())
                    (self.blanks())
                    div class="stack" data-gap="s" {
                        div class="actions" {
                            (Button::submit(&next).primary())
                            @if self.is_own { (Button::submit("Back to the words we came with").plain().named("do", "back").unchecked()) }
                        }
                        p class="small quiet" { "From then on new letters use it. Those already sent keep their words. The link to the private page and the stakeholder’s own words follow by themselves." }
                    }
                }
                section class="sticky stack" aria-labelledby="l-p" {
                    div class="section-head" { h2 class="eyebrow" id="l-p" { "As Karin Oldsted would read it" } p class="meta" { (self.who.team_prefix) "-221" } }
                    div id="letter" lang=(self.language.0) aria-live="polite" { (self.letter(&wording_of(&form.typed))) }
                    @if !self.is_own { p class="small quiet" { "These are the words we came with." } }
                }
            }
            (self.spoken())
            }
        };
        Shell::new("Letters", Here::Settings, &frame).page(&body)
    }

    /// The choice of the team's own language.
    fn spoken(&self) -> Markup {
        let form = Filled::with([("spoken", self.spoken.tag())]);
        let languages = LANGUAGES.map(|(tag, name)| (tag, name));
        html! {
            form class="sheet stack" method="post" action=(SPOKEN) aria-labelledby="l-own" {
                h2 id="l-own" { "Your team’s own language" }
                p class="measure" { "People read pages and letters in the language that they chose, or in which they read the form. Whoever asked in another way, and said none, reads this one. Each can change it at the foot of their private page." }
                (form.segments("spoken", "Language", &languages))
                div { (Button::submit("Speak this language")) }
            }
        }
    }

    fn blanks(&self) -> Markup {
        let told = |blank: Blank| match blank {
            Blank::Name => "their name; left out where we don’t know it",
            Blank::Topic => "what they asked about",
            Blank::Time => "the promised time; must stand in the text, once",
            Blank::Team => "your team",
            Blank::Number => "the number of the request",
        };
        html! {
            details class="explain" data-plain open {
                summary { "What may be filled in" }
                div class="explain-body" {
                    ul { @for blank in Blank::ALL { li { span lang=(self.language.0) { "{" (blank.called(self.language.0)) "}" } ": " (told(blank)) } } }
                }
            }
        }
    }
}

async fn show(ground: State<Ground>, who: Lead, below: Below, said: Said, typed: Typed) -> web::Result<Markup> {
    let view = View::of(&ground, &who, below, &typed).await?;
    Ok(view.page(said, &view.form()))
}

async fn submit(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Response> {
    let view = View::of(&ground, &who, below, &typed).await?;
    let (tag, name) = view.language;
    let here = format!("{LETTERS}?language={tag}");
    let mut errors = typed.check();
    let words = match typed.chose("do", "back") {
        true => None,
        false => Some(wording_of(&typed)).filter(|words| view.is_own || *words != view.words),
    };
    for (field, error) in words.as_ref().and_then(|words| words.check(tag).err()).unwrap_or_default() {
        errors.add(field, error.to_string());
    }
    if !errors.is_empty() {
        return Ok(to_mend(&view, typed, errors));
    }
    let based_on = typed.text("version").parse().unwrap_or(view.version);
    match acts::change_wording(&ground, &who, ACKNOWLEDGEMENT, tag, words, based_on).await {
        Ok(version) if version == based_on => {
            Ok((Said::well("Nothing was different, so all stays as it is."), see_other(&here)).into_response())
        }
        Ok(version) => {
            let said = Said::well(format!("Version {version} is saved, in {name}."));
            Ok((said.more("New letters use it; those already sent keep their words."), see_other(&here))
                .into_response())
        }
        Err(refused) => {
            let errors = refused.to_mend()?;
            Ok(to_mend(&view, typed, errors))
        }
    }
}

async fn speak(ground: State<Ground>, who: Lead, typed: Typed) -> web::Result<Response> {
    let tag = typed.text("spoken");
    let language = Language::ALL.into_iter().find(|language| language.tag() == tag);
    let language = language.ok_or_else(|| Errors::at("spoken", "Choose one of the four languages."))?;
    let said = match acts::speak(&ground, &who, language).await {
        Ok(true) => Said::well(format!("Whoever has not said their language reads {} from now on.", language.name())),
        Ok(false) => Said::well("Nothing was different, so all stays as it is."),
        Err(refused) => return Err(refused.into()),
    };
    Ok((said, see_other(LETTERS)).into_response())
}

fn to_mend(view: &View, typed: Typed, errors: Errors) -> Response {
    ToMend(view.page(Said::default(), &Filled::back(typed, errors))).into_response()
}

/// The letter alone, for a page that shows it while one types.
async fn preview(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Markup> {
    let view = View::of(&ground, &who, below, &typed).await?;
    Ok(view.letter(&wording_of(&typed)))
}
