//! What the sample team learned of its business: goals, figures read every week, clues, questions, and what a request belongs to.

use anyhow::Context;
use business::{
    About, Better, Change, GoalWords, MetricWords, NewQuestion, NewReading, StepKind, StepWords, Thing, add_goal,
    add_metric, add_step,
};
use ground::{Actor, Ground};
use jiff::ToSpan;
use jiff::civil::{Time, time};
use requests::{View, readings};

use super::cast::Cast;
use super::days::Days;

/// When the team began to write down what it knows of the business.
const BEGUN: i32 = -70;
/// How many working days lie between two readings.
const A_WEEK: i32 = 5;
const MORNING: Time = time(9, 20, 0, 0);
const AFTER_THE_BLOCK: Time = time(12, 20, 0, 0);
/// In the last minutes of a block.
const AT_THE_END: Time = time(11, 52, 0, 0);

/// Something that is learned of the business.
#[derive(Debug, Clone, Copy)]
pub enum Lesson {
    /// The page is begun, with the readings of the weeks before.
    Begun,
    /// A reading of each metric, of so many weeks later.
    Read(usize),
    /// A change is named: the second reviewer.
    Changed,
    /// A clue: words, source, the metric it is about.
    Clue(&'static str, &'static str, usize),
    /// A question to bring: to whom, the words, why.
    Question(&'static str, &'static str, &'static str),
    /// A question for the team's own block: the words, why.
    ForTheBlock(&'static str, &'static str),
    /// What came of the question to somebody; to nobody, of the one for the block.
    Asked(&'static str, &'static str),
    /// A request, by its subject, belongs to a metric.
    Link(&'static str, usize),
}

struct Figure {
    goal: usize,
    name: &'static str,
    what: &'static str,
    better: Better,
    wanted: f64,
    source: &'static str,
    owner: &'static str,
    /// A value a week, the last of them of the week that ended.
    weeks: [f64; 27],
}

const GOALS: [(&str, &str, &str, &str); 3] = [
    (
        "Decide claims right the first time",
        "the annual plan",
        "A customer whose claim is decided once trusts us; one whose claim is opened again calls four times.",
        "Karin Oldsted",
    ),
    (
        "Renew nine of ten fleet customers",
        "the sales plan",
        "A renewed customer costs a fifth of a new one.",
        "Ben Ruhl",
    ),
    (
        "Answer customers in one contact",
        "the annual plan",
        "Half of all calls ask for what a letter should have said.",
        "Sofia Brandel",
    ),
];

const FIGURES: [Figure; 3] = [
    Figure {
        goal: 0,
        name: "Claims reopened within 30 days",
        what: "Share of claims closed in the week that were opened again within 30 days. Motor and Health.",
        better: Better::Lower,
        wanted: 6.0,
        source: "claims system, Monday report",
        owner: "Karin Oldsted",
        weeks: [
            8.9, 9.4, 8.7, 9.8, 9.1, 8.6, 9.5, 9.0, 8.8, 9.6, 9.2, 8.9, 9.3, 9.0, 8.8, 9.5, 9.1, 9.4, 8.9, 9.0, 8.3,
            8.1, 7.8, 7.9, 7.5, 7.3, 7.1,
        ],
    },
    Figure {
        goal: 1,
        name: "Deals with a dated next step",
        what: "Share of open deals whose next step has a date.",
        better: Better::Higher,
        wanted: 90.0,
        source: "Monday pipeline report",
        owner: "Ben Ruhl",
        weeks: [
            61.0, 63.0, 60.0, 62.0, 64.0, 61.0, 62.0, 60.0, 63.0, 62.0, 61.0, 63.0, 62.0, 64.0, 62.0, 61.0, 63.0, 62.0,
            60.0, 64.0, 62.0, 61.0, 63.0, 61.0, 62.0, 63.0, 62.0,
        ],
    },
    Figure {
        goal: 2,
        name: "Calls answered in one contact",
        what: "Share of calls after which nobody called again about the same thing within a week.",
        better: Better::Higher,
        wanted: 80.0,
        source: "call statistics",
        owner: "Sofia Brandel",
        weeks: [
            71.0, 73.0, 70.0, 72.0, 74.0, 71.0, 70.0, 73.0, 72.0, 69.0, 71.0, 72.0, 74.0, 70.0, 73.0, 71.0, 72.0, 70.0,
            74.0, 72.0, 71.0, 73.0, 70.0, 72.0, 73.0, 71.0, 72.0,
        ],
    },
];

/// How many readings were there when the page was begun.
const BEFORE: usize = 14;

/// What is learned when, in no order.
pub fn lessons() -> Vec<(i32, Time, Lesson)> {
    let mut lessons = vec![(BEGUN, MORNING, Lesson::Begun)];
    let later = FIGURES[0].weeks.len() - BEFORE;
    for (week, day) in (1..=later).zip((1..).map(|week| BEGUN + week * A_WEEK)) {
        lessons.push((day, MORNING, Lesson::Read(week)));
    }
    lessons.extend([
        (
            -52,
            AFTER_THE_BLOCK,
            Lesson::Clue("Two of the five Motor teams get a new team lead in spring.", "Felix Odenthal", 0),
        ),
        (
            -44,
            AFTER_THE_BLOCK,
            Lesson::Clue("Regional directors read the pipeline on Mondays at ten, before they call.", "Ben Ruhl", 1),
        ),
        (
            -38,
            AFTER_THE_BLOCK,
            Lesson::Question(
                "Karin Oldsted",
                "Which claims come back most often, and who sees it first?",
                "before the plan of next year",
            ),
        ),
        (-34, MORNING, Lesson::Changed),
        (
            -33,
            AFTER_THE_BLOCK,
            Lesson::Asked("Karin Oldsted", "Glass and repair. The reviewer sees it first, and only by chance."),
        ),
        (
            -21,
            AFTER_THE_BLOCK,
            Lesson::Clue("The letter about premiums is rewritten in Legal until January.", "Nora Quist", 2),
        ),
        // Linked before they are answered, so that the answer takes the figure over as its measure.
        (-53, MORNING, Lesson::Link("A clip about next steps", 1)),
        (-49, MORNING, Lesson::Link("Seven new handlers", 0)),
        (
            -16,
            AFTER_THE_BLOCK,
            Lesson::ForTheBlock(
                "What did the second reviewer see that the handler did not?",
                "because the share of reopened claims moved",
            ),
        ),
        (
            -15,
            AFTER_THE_BLOCK,
            Lesson::Asked("", "Glass, and what “repair” includes: nine of the twelve that the reviewer turned."),
        ),
        (-9, AFTER_THE_BLOCK, Lesson::Link("Complaint letters", 2)),
        (-6, AFTER_THE_BLOCK, Lesson::Link("Data entry after fairs", 1)),
        (
            -4,
            AFTER_THE_BLOCK,
            Lesson::Question(
                "Karin Oldsted",
                "What changed for reopened claims in the last weeks?",
                "because a metric moved",
            ),
        ),
        (-3, AFTER_THE_BLOCK, Lesson::Link("File notes, audit", 0)),
        (
            -2,
            AFTER_THE_BLOCK,
            Lesson::Question(
                "Ben Ruhl",
                "Which of next year’s plans worries you most, and who has to work differently for it?",
                "before the plan of next year",
            ),
        ),
        (
            -1,
            AT_THE_END,
            Lesson::ForTheBlock(
                "Who reads the first thirty files when the second reviewer is gone?",
                "the last block left it open",
            ),
        ),
        (-2, AFTER_THE_BLOCK, Lesson::Clue("Motor’s second reviewer stays until the end of March.", "Dana Prell", 0)),
    ]);
    lessons
}

/// A lesson is written down.
pub async fn learn(ground: &Ground, cast: &Cast, days: &Days, lesson: Lesson) -> anyhow::Result<()> {
    let team = cast.team;
    let (dana, jonas) = (cast.member("dana")?.actor(), cast.member("jonas")?.actor());
    match lesson {
        Lesson::Begun => begin(ground, cast, days, &dana).await?,
        Lesson::Read(week) => {
            let today = days.date(BEGUN + i32::try_from(week)? * A_WEEK)?;
            for (place, figure) in FIGURES.iter().enumerate() {
                let value = *figure.weeks.get(BEFORE + week - 1).context("there is no such week")?;
                let reading = NewReading { on: today, value, source: figure.source.to_owned(), corrects: false };
                business::enter(ground, team, jonas, metric(ground, cast, place).await?, &[reading], today).await?;
            }
        }
        Lesson::Changed => {
            let words = "Second reviewer in Motor".to_owned();
            let change = Change { on: days.date(-34)?, words, new_limits: false };
            business::note_change(ground, team, dana, metric(ground, cast, 0).await?, change).await?;
        }
        Lesson::Clue(words, source, place) => {
            let about = About { metric: Some(metric(ground, cast, place).await?), ..About::default() };
            let mut tx = ground.begin().await?;
            business::note_clue(&mut tx, team, jonas, words, source, about).await?;
            tx.commit().await?;
        }
        Lesson::Question(to, words, why) => {
            let new = NewQuestion {
                words: words.to_owned(),
                for_name: to.to_owned(),
                why: why.to_owned(),
                about: About::default(),
                bring_at: None,
                in_block: false,
            };
            business::ask(ground, team, dana, new).await?;
        }
        Lesson::ForTheBlock(words, why) => {
            let (words, why) = (words.to_owned(), why.to_owned());
            let new = NewQuestion { words, why, in_block: true, ..NewQuestion::default() };
            business::ask(ground, team, dana, new).await?;
        }
        Lesson::Asked(to, came) => {
            let open = business::questions_to_bring(&mut ground.read().await?, team).await?;
            let question = open.iter().find(|question| question.for_name == to).context("nothing is to be asked")?;
            business::close_question(ground, team, dana, question.id, true, came).await?;
        }
        Lesson::Link(subject, place) => {
            let mut tx = ground.read().await?;
            let all = readings::list(&mut tx, team, View::All, None, 60).await?;
            drop(tx);
            let request = all.iter().find(|request| request.subject == subject);
            let request = request.with_context(|| format!("“{subject}” was not asked"))?.id.uuid();
            business::link(ground, team, jonas, request, Thing::Metric(metric(ground, cast, place).await?)).await?;
        }
    }
    Ok(())
}

async fn begin(ground: &Ground, cast: &Cast, days: &Days, actor: &Actor) -> anyhow::Result<()> {
    let (team, today) = (cast.team, days.date(BEGUN)?);
    let mut goals = Vec::new();
    for (title, source, why, owner) in GOALS {
        let words = GoalWords {
            title: title.to_owned(),
            source: source.to_owned(),
            why: why.to_owned(),
            owner: owner.to_owned(),
            until_on: Some(today.checked_add(400.days())?),
            confirmed_on: Some(today),
            ..GoalWords::default()
        };
        goals.push(add_goal(ground, team, *actor, words).await?.id);
    }
    let first = *goals.first().context("there is no goal")?;
    for (kind, title, owner) in [
        (StepKind::Initiative, "Second reviewer for claims above 5,000", "Karin Oldsted"),
        (StepKind::Challenge, "Nobody has settled what “repair” includes", "Felix Odenthal"),
    ] {
        let words = StepWords { title: title.to_owned(), owner: owner.to_owned(), ..StepWords::default() };
        add_step(ground, team, *actor, first, kind, words).await?;
    }
    for figure in &FIGURES {
        let words = MetricWords {
            goal: goals.get(figure.goal).copied(),
            what: figure.what.to_owned(),
            wanted: Some(figure.wanted),
            source: figure.source.to_owned(),
            owner: figure.owner.to_owned(),
            read_when: "every Monday".to_owned(),
            ..MetricWords::new(figure.name, "%", figure.better)
        };
        let metric = add_metric(ground, team, *actor, words).await?;
        let mut past = Vec::new();
        for (back, value) in (0_i64..).zip(figure.weeks.iter().take(BEFORE).rev()) {
            let on = today.checked_sub((7 * back).days())?;
            past.push(NewReading { on, value: *value, source: figure.source.to_owned(), corrects: false });
        }
        business::enter(ground, team, *actor, metric.id, &past, today).await?;
    }
    Ok(())
}

async fn metric(ground: &Ground, cast: &Cast, place: usize) -> anyhow::Result<business::MetricId> {
    let name = FIGURES.get(place).context("there is no such figure")?.name;
    let metrics = business::metrics(&mut ground.read().await?, cast.team).await?;
    Ok(metrics.iter().find(|metric| metric.name == name).context("the figure was not added")?.id)
}
