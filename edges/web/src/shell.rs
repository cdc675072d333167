//! The frames that pages stand in: a member's, a stakeholder's, and a block in progress.

use maud::{DOCTYPE, Markup, html};

use crate::assets::{FAVICON, SCRIPT, STYLE, TYPING};
use crate::said::Said;
use crate::{Icon, Language, asking, say};

/// Where a member's day starts.
pub const DESK: &str = "/desk";
/// The list of requests.
pub const REQUESTS: &str = "/requests";
/// Typing in a request that was asked in person.
pub const NEW_REQUEST: &str = "/requests/new";
/// Reserved time.
pub const BLOCKS: &str = "/blocks";
/// The ledger.
pub const PROMISES: &str = "/promises";
/// The open block, or the next one.
pub const NEXT_BLOCK: &str = "/blocks/next";
/// What was heard of the business; a clue is sent here as well.
pub const CLUES: &str = "/business/clues";
/// What the business is trying to do.
pub const BUSINESS: &str = "/business";
/// One's own page.
pub const ME: &str = "/me";
/// Settings, which lead to the first page of them that is open to who asks.
pub const SETTINGS: &str = "/settings";
/// The sign-in page.
pub const SIGN_IN: &str = "/sign-in";
/// Where every private page lies, and nothing else: such an address is a key, so the guard treats it as one.
pub const PRIVATE: &str = "/s/";
/// Where the forms of teams lie, for people without an account.
pub const PUBLIC: &str = "/t/";
/// A POST here signs out.
pub const SIGN_OUT: &str = "/sign-out";

/// Who looks at a member's page, as far as the frame shows it.
#[derive(Debug, Clone, Default)]
pub struct Who {
    /// The person's name, in the foot of the rail.
    pub person_name: String,
    /// The team's name, in the head of the rail.
    pub team_name: String,
    /// What their role opens.
    pub reach: Reach,
    /// Whether any settings are open to them.
    pub may_settings: bool,
    /// How pages behave for them.
    pub habits: Habits,
    /// What was said about the act before this page.
    pub said: Said,
}

/// How pages behave for one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habits {
    /// Whether single letters do nothing, for who speaks to the computer or presses keys by accident.
    pub keys_off: bool,
    /// Whether pages are light or dark.
    pub light: Light,
}

/// Light pages or dark ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Light {
    /// As the computer has it.
    #[default]
    AsComputer,
    /// Light, whatever the computer has.
    Light,
    /// Dark, whatever the computer has.
    Dark,
}

impl Light {
    fn theme(self) -> Option<&'static str> {
        match self {
            Self::AsComputer => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// How far a role reaches into the team's pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// A member or lead: everything of the team.
    #[default]
    Team,
    /// A sponsor: the promises.
    Sponsor,
    /// An administrator without a role: no request, only settings.
    Nothing,
}

/// The place in the rail that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// The desk.
    Desk,
    /// Requests, one request, its answer.
    Requests,
    /// Blocks.
    Blocks,
    /// Promises and moving one.
    Promises,
    /// The business: goals, metrics, clues, questions.
    Business,
    /// Settings, with mail and tray.
    Settings,
    /// One's own page.
    Me,
    /// None of them.
    Elsewhere,
}

/// How wide a member's page is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// For lists, and for a page with a side column.
    #[default]
    Page,
    /// For one column of reading.
    Narrow,
    /// For a short form.
    Form,
}

/// A member's page: rail, top bar, page.
#[derive(Debug, Clone, Copy)]
pub struct Shell<'a> {
    /// Title of the window, without the product's name.
    pub title: &'a str,
    /// Which place of the rail is marked.
    pub here: Here,
    /// Who looks.
    pub who: &'a Who,
    /// How wide the page is.
    pub width: Width,
}

impl<'a> Shell<'a> {
    /// A page of the usual width.
    pub fn new(title: &'a str, here: Here, who: &'a Who) -> Self {
        Self { title, here, who, width: Width::Page }
    }

    /// The same, for one column of reading.
    #[must_use]
    pub fn narrow(self) -> Self {
        Self { width: Width::Narrow, ..self }
    }

    /// The same, for a short form.
    #[must_use]
    pub fn form(self) -> Self {
        Self { width: Width::Form, ..self }
    }

    /// The whole page around `body`, which begins with a [`PageHead`](crate::heads::PageHead).
    pub fn page(&self, body: &Markup) -> Markup {
        let width = match self.width {
            Width::Page => None,
            Width::Narrow => Some("narrow"),
            Width::Form => Some("form"),
        };
        let title = format!("{} · Offwheel", self.title);
        document_for(
            self.who.habits,
            &title,
            &html! {
                (skip())
                div class="shell" {
                    (self.rail())
                    div class="desk" {
                        (self.topbar())
                        main class="page" id="main" data-width=[width] tabindex="-1" { (self.who.said) (body) }
                    }
                }
                @if self.who.reach == Reach::Team { (clue_dialog()) }
            },
        )
    }

    fn rail(&self) -> Markup {
        html! {
            nav class="rail" id="rail" popover aria-label="Main" {
                div class="rail-head" {
                    a class="brand" href=(self.home()) { (Icon::Wheel) span class="brand-name" { "Offwheel" } }
                    button class="icon-button rail-close" type="button" popovertarget="rail" popovertargetaction="hide" aria-label="Close menu" { (Icon::Close) }
                }
                p class="rail-team" { (self.who.team_name) }
                @if !self.places().is_empty() {
                    div class="rail-group" {
                        p class="rail-label" id="rail-0" { "Short horizon" }
                        ul role="list" aria-labelledby="rail-0" {
                            @for (here, path, icon, word) in self.places() { li { (self.link(*here, path, *icon, word)) } }
                        }
                    }
                }
                div class="rail-group rail-foot" {
                    ul role="list" {
                        @if self.who.may_settings { li { (self.link(Here::Settings, SETTINGS, Icon::Settings, "Settings")) } }
                        li { (self.link(Here::Me, ME, Icon::Person, &self.who.person_name)) }
                        li { form method="post" action=(SIGN_OUT) { button class="button" data-kind="plain" data-size="s" type="submit" { "Sign out" } } }
                    }
                }
            }
        }
    }

    fn places(&self) -> &'static [(Here, &'static str, Icon, &'static str)] {
        match self.who.reach {
            Reach::Team => &[
                (Here::Desk, DESK, Icon::Desk, "Desk"),
                (Here::Requests, REQUESTS, Icon::Request, "Requests"),
                (Here::Blocks, BLOCKS, Icon::Block, "Blocks"),
                (Here::Promises, PROMISES, Icon::Promise, "Promises"),
                (Here::Business, BUSINESS, Icon::Business, "Business"),
            ],
            Reach::Sponsor => &[(Here::Promises, PROMISES, Icon::Promise, "Promises")],
            Reach::Nothing => &[],
        }
    }

    fn home(&self) -> &'static str {
        self.places().first().map_or(SETTINGS, |(_, path, _, _)| path)
    }

    fn link(&self, here: Here, path: &str, icon: Icon, word: &str) -> Markup {
        let current = (self.here == here).then_some("page");
        html! { a class="rail-link" href=(path) aria-current=[current] { (icon) (word) } }
    }

    fn topbar(&self) -> Markup {
        html! {
            header class="topbar" {
                div class="topbar-inner" {
                    button class="icon-button only-narrow" type="button" popovertarget="rail" aria-label="Open menu" { (Icon::Menu) }
                    @if self.who.reach == Reach::Team {
                        span class="saved push" id="noted" role="status" {}
                        a href=(NEXT_BLOCK) aria-keyshortcuts="b" hidden { "The next block" }
                        a class="button" data-kind="plain" href=(CLUES) data-open="clue" aria-keyshortcuts="c" aria-label="Note a clue" { (Icon::Clue.small()) span class="not-phone" { "Note a clue" } }
                        a class="button" href=(NEW_REQUEST) aria-keyshortcuts="n" { (Icon::Plus.small()) "New request" }
                    }
                }
            }
        }
    }
}

/// A page without a rail: a stakeholder's, the first run, or one that says what went wrong.
#[derive(Debug, Clone)]
pub struct Public<'a> {
    /// Title of the window.
    pub title: &'a str,
    /// The name on top; the team's where one is known.
    pub team_name: &'a str,
    /// What stands on the right of it: “R-221, your private page”.
    pub aside: Option<Markup>,
    /// What the foot says.
    pub foot: Option<&'a str>,
    /// For an options sheet.
    pub wide: bool,
    /// The language of the page.
    pub language: Language,
    /// The ways to read it in another language; nothing where there are none.
    pub languages: Option<Markup>,
    /// What was said about the act before this page.
    pub said: Said,
}

impl Default for Public<'_> {
    fn default() -> Self {
        Self {
            title: "Offwheel",
            team_name: "Offwheel",
            aside: None,
            foot: None,
            wide: false,
            language: Language::En,
            languages: None,
            said: Said::default(),
        }
    }
}

impl Public<'_> {
    /// The whole page around `body`, which holds the one `h1`.
    pub fn page(&self, body: &Markup) -> Markup {
        let width = self.wide.then_some("wide");
        document_in(
            self.language,
            self.title,
            &html! {
                a class="skip" href="#main" { (say::skip(self.language)) }
                div class="public" {
                    header class="public-head" data-width=[width] {
                        span class="brand" { span class="brand-name" { (self.team_name) } }
                        span { @if let Some(aside) = &self.aside { (aside) } }
                    }
                    main class="public-main" id="main" data-width=[width] tabindex="-1" { (self.said) (body) }
                    @if self.foot.is_some() || self.languages.is_some() {
                        footer class="public-foot" data-width=[width] {
                            @if let Some(foot) = self.foot { p { (foot) } }
                            @if let Some(languages) = &self.languages { (languages) }
                        }
                    }
                }
            },
        )
    }
}

/// A block in progress: steps on the left, one thing in the middle, what we know on the right.
#[derive(Debug, Clone)]
pub struct Focus<'a> {
    /// Title of the window, without the product's name.
    pub title: &'a str,
    /// “Daily block”.
    pub block: &'a str,
    /// “Wednesday 25 November, 11:30 to 12:00 (Berlin), with Aylin and Ruth”.
    pub when: &'a str,
    /// Where “Pause and keep notes” leads.
    pub pause: &'a str,
    /// The steps of the block, with a sentence under them.
    pub steps: Markup,
    /// What stands beside the work, and the name of that part; left out if none.
    pub beside: Option<(&'a str, Markup)>,
    /// How pages behave for who sits in it.
    pub habits: Habits,
    /// What was said about the act before this page.
    pub said: Said,
}

impl Focus<'_> {
    /// The whole page around `body`, which holds the one `h1`.
    pub fn page(&self, body: &Markup) -> Markup {
        document_for(
            self.habits,
            &format!("{} · Offwheel", self.title),
            &html! {
                (skip())
                header class="focus-head" {
                    div {
                        a class="brand" href=(DESK) { (Icon::Wheel) span class="visually-hidden" { "Offwheel" } }
                        p class="small" { b { (self.block) } " " span class="moment faint" { (self.when) } }
                        div class="actions push" { a class="button" href=(self.pause) data-kind="quiet" data-size="s" { "Pause and keep notes" } }
                    }
                }
                div class="focus" {
                    nav class="sticky stack" data-gap="s" aria-label="Steps of this block" { (self.steps) }
                    main id="main" tabindex="-1" class="stack" data-gap="l" { (self.said) (body) }
                    @if let Some((name, beside)) = &self.beside {
                        aside class="sticky stack" data-gap="l" aria-label=(name) { (beside) }
                    }
                }
            },
        )
    }
}

/// The small page in the middle: sign-in, a mailed link, a new password.
///
/// `team_name` stands under the title if it is known; `body` follows it.
pub fn sign_in(title: &str, team_name: Option<&str>, said: &Said, body: &Markup) -> Markup {
    document_in(
        Language::En,
        &format!("{title} · Offwheel"),
        &html! {
            div class="sign-in" {
                main id="main" class="stack" data-gap="l" {
                    p class="brand" { (Icon::Wheel) span class="brand-name" { "Offwheel" } }
                    (said)
                    div class="stack" data-gap="s" { h1 { (title) } @if let Some(team) = team_name { p class="quiet" { (team) } } }
                    (body)
                }
            }
        },
    )
}

/// A clue in passing, from any page: a script opens it over the page and sends it from there. Without one, the link leads to all clues.
fn clue_dialog() -> Markup {
    html! {
        dialog class="palette" id="clue" aria-labelledby="clue-title" {
            form class="sheet stack" data-pad="l" data-stays="noted" method="post" action=(CLUES) {
                h2 id="clue-title" { "Note a clue" }
                input type="hidden" name="back" value=(CLUES);
                div class="field" data-size="s" {
                    label for="c-clue" { "What you heard" }
                    input class="input" id="c-clue" type="text" name="clue" maxlength="300" autocomplete="off" required;
                }
                div class="field" data-size="s" {
                    label for="c-source" { "From whom, or where " span class="field-optional" { "optional" } }
                    input class="input" id="c-source" type="text" name="source" maxlength="300" autocomplete="off";
                }
                div role="alert" hidden { p class="field-error" { (Icon::Care.small()) "It did not arrive. Send it again: it is noted once." } }
                div class="actions" {
                    button class="button" data-kind="primary" type="submit" { "Note it" }
                    button class="button" data-kind="plain" type="submit" formmethod="dialog" formnovalidate { "Close" }
                }
            }
        }
    }
}

fn skip() -> Markup {
    html! { a class="skip" href="#main" { "Skip to the page" } }
}

/// A page of a member. It is English for everybody, whether it is made now or kept from before.
fn document_for(habits: Habits, title: &str, body: &Markup) -> Markup {
    whole(Language::En, habits, title, body)
}

/// A page of somebody without an account, in a language that the answer names as well.
fn document_in(language: Language, title: &str, body: &Markup) -> Markup {
    asking::speaks(language);
    whole(language, Habits::default(), title, body)
}

fn whole(language: Language, habits: Habits, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) data-theme=[habits.light.theme()] data-keys=[habits.keys_off.then_some("off")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" type="image/svg+xml" href=(FAVICON);
                link rel="stylesheet" href=(STYLE);
                script src=(SCRIPT) defer {}
                script src=(TYPING) defer {}
            }
            body { (body) }
        }
    }
}
