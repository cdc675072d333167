//! What the sample team found behind its requests: answers with their evidence, questions to a stakeholder, and what it was in the end.

use anyhow::Context;
use diagnosis::{By, Parts};
use ground::Ground;
use jiff::civil::{Time, time};
use jiff::{SignedDuration, Timestamp};
use method::{Cause, Evidence, Question};
use requests::{RequestId, View, readings};

use super::cast::Cast;
use super::days::Days;

/// Just after the block of the day has begun, before anything is answered in it.
const IN_THE_BLOCK: Time = time(11, 31, 0, 0);
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);
const AFTERNOON: Time = time(14, 10, 0, 0);

/// An answer: to which question, its fields, how it is known.
type Said = (Question, &'static [(&'static str, &'static str)], Evidence);

/// What lay behind a request.
#[derive(Debug)]
pub struct Found {
    /// Which, by its subject.
    subject: &'static str,
    by: &'static str,
    /// On the day of its block, at another time, or since the last block at this share of the time in percent.
    when: When,
    said: &'static [Said],
    /// What the stakeholder is asked.
    asked: &'static [Question],
    /// In which words, before the questions.
    in_words: &'static str,
    /// What came back, on their page, an hour later.
    replied: &'static [(Question, &'static [(&'static str, &'static str)])],
    /// On which day it was looked at again, what was confirmed, and how that is known.
    reviewed: Option<(i32, &'static [Cause], &'static str)>,
}

#[derive(Debug, Clone, Copy)]
enum When {
    On(i32),
    At(i32, Time),
    Since(i64),
}

/// Something that is done about a cause.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// Questions are answered.
    Answers(&'static Found),
    /// Some are sent to the stakeholder.
    Asks(&'static Found),
    /// The stakeholder answers them.
    Replies(&'static Found),
    /// It is looked at again.
    Reviews(&'static Found),
}

use Evidence::{Counted, OnePerson, SeveralPeople};

static FOUND: [Found; 8] = [
    Found {
        subject: "File notes in Health Claims",
        by: "ruth",
        when: When::On(-75),
        said: &[
            (
                Question::Gap,
                &[
                    ("measure", "Notes with the decision in the first line"),
                    ("today", "10"),
                    ("wanted", "90"),
                    ("unit", "%"),
                    ("counted", "twenty notes, read together"),
                ],
                OnePerson,
            ),
            (
                Question::Behaviour,
                &[("group", "claims handlers in Health"), ("behaviour", "write the decision and its reason first")],
                OnePerson,
            ),
            (Question::Seen, &[("seen-counted", "on"), ("link", "twenty notes, read with two handlers")], OnePerson),
            (Question::Onset, &[("answer", "always_everyone")], SeveralPeople),
            (Question::CouldToday, &[("answer", "most_could")], Counted),
            (Question::DoneBefore, &[("answer", "do_it_often")], Counted),
            (Question::PictureOfGood, &[("answer", "0-1"), ("words", "five handlers, five pictures")], Counted),
            (Question::Feedback, &[("answer", "rare_never"), ("source", "Hanne Voss")], SeveralPeople),
            (Question::Process, &[("answer", "clear_path")], OnePerson),
            (Question::Capacity, &[("answer", "time_and_fit")], OnePerson),
        ],
        asked: &[],
        in_words: "",
        replied: &[],
        reviewed: Some((
            -30,
            &[Cause::Expectations],
            "Three lines at the top: 17 of 20 notes say first what was decided. Nobody reads notes aloud any more, and it holds.",
        )),
    },
    Found {
        subject: "Call logging again",
        by: "jonas",
        when: When::On(-72),
        said: &[
            (
                Question::Gap,
                &[
                    ("measure", "Complete logs"),
                    ("today", "74"),
                    ("wanted", "95"),
                    ("unit", "%"),
                    ("counted", "call statistics"),
                ],
                OnePerson,
            ),
            (
                Question::Behaviour,
                &[("group", "the service floor"), ("many", "90"), ("behaviour", "log each call before the next one")],
                OnePerson,
            ),
            (Question::Onset, &[("answer", "always_everyone")], Counted),
            (Question::CouldToday, &[("answer", "most_could")], SeveralPeople),
            (Question::DoneBefore, &[("answer", "do_it_often")], Counted),
            (
                Question::Process,
                &[("answer", "many_obstacles"), ("words", "two fields are typed again in the next system")],
                Counted,
            ),
            (Question::Consequences, &[("answer", "right_costs"), ("words", "the next caller waits")], SeveralPeople),
            (Question::Tools, &[("answer", "all_at_hand")], OnePerson),
        ],
        asked: &[],
        in_words: "",
        replied: &[],
        reviewed: Some((-20, &[Cause::Process], "Without the two fields 93 % of the logs are complete.")),
    },
    Found {
        subject: "Kassel is short of supervisors",
        by: "ruth",
        when: When::On(-68),
        said: &[
            (
                Question::Gap,
                &[
                    ("measure", "Files sent back to new handlers"),
                    ("today", "22"),
                    ("wanted", "8"),
                    ("unit", "%"),
                    ("counted", "claims system"),
                ],
                OnePerson,
            ),
            (
                Question::Behaviour,
                &[
                    ("group", "new handlers in Kassel"),
                    ("many", "12"),
                    ("behaviour", "decide plain claims without asking back"),
                ],
                OnePerson,
            ),
            (Question::Onset, &[("answer", "peaks_only")], SeveralPeople),
            (Question::CouldToday, &[("answer", "most_could")], SeveralPeople),
            (Question::PictureOfGood, &[("answer", "4-5")], SeveralPeople),
            (Question::Feedback, &[("answer", "rare_never"), ("words", "nobody looks over their shoulder")], Counted),
            (Question::Capacity, &[("answer", "short_of_time"), ("words", "no senior is free")], Counted),
            (Question::Willingness, &[("answer", "want_to")], SeveralPeople),
        ],
        asked: &[],
        in_words: "",
        replied: &[],
        reviewed: Some((-16, &[Cause::Feedback, Cause::Capacity], "With ten files read the same day, 9 % come back.")),
    },
    Found {
        subject: "Password calls",
        by: "tomasz",
        when: When::On(-66),
        said: &[
            (
                Question::Gap,
                &[("measure", "Password calls a week"), ("today", "310"), ("wanted", "100"), ("counted", "helpdesk")],
                OnePerson,
            ),
            (
                Question::Behaviour,
                &[("group", "everybody"), ("behaviour", "change the password before it ends")],
                OnePerson,
            ),
            (Question::Onset, &[("answer", "peaks_only"), ("words", "the first day after a holiday")], Counted),
            (Question::CouldToday, &[("answer", "most_could")], SeveralPeople),
            (Question::DoneBefore, &[("answer", "did_now_rare")], Counted),
            (Question::Tools, &[("answer", "missing"), ("words", "the reminder comes on the day itself")], Counted),
            (Question::Process, &[("answer", "some_obstacles")], SeveralPeople),
        ],
        asked: &[],
        in_words: "",
        replied: &[],
        reviewed: Some((-14, &[Cause::Tools], "With the reminder five days before, 120 calls a week.")),
    },
    Found {
        subject: "Training on the pipeline report",
        by: "jonas",
        when: When::On(-47),
        said: &[
            (
                Question::Gap,
                &[
                    ("measure", "Team leads who name their three largest open deals"),
                    ("today", "3"),
                    ("wanted", "14"),
                    ("counted", "asked on a Monday"),
                ],
                OnePerson,
            ),
            (
                Question::Behaviour,
                &[("group", "team leads"), ("many", "14"), ("behaviour", "read the report before the Monday call")],
                OnePerson,
            ),
            (Question::Onset, &[("answer", "always_everyone")], SeveralPeople),
            (Question::CouldToday, &[("answer", "most_could")], SeveralPeople),
            (
                Question::PictureOfGood,
                &[("answer", "4-5"), ("words", "all five would keep the same three columns")],
                Counted,
            ),
            (Question::Tools, &[("answer", "missing"), ("words", "three columns among 41")], Counted),
            (Question::Process, &[("answer", "some_obstacles")], SeveralPeople),
            (Question::Consequences, &[("answer", "no_difference")], SeveralPeople),
        ],
        asked: &[],
        in_words: "",
        replied: &[],
        reviewed: Some((-8, &[Cause::Tools], "Twelve of fourteen name them. Nothing else was changed.")),
    },
    Found {
        subject: "Health renewals, conversation practice",
        by: "aylin",
        when: When::On(-52),
        said: &[
            (
                Question::Gap,
                &[
                    ("measure", "Renewals in Health"),
                    ("today", "86"),
                    ("wanted", "92"),
                    ("unit", "%"),
                    ("counted", "sales plan"),
                ],
                OnePerson,
            ),
            (
                Question::Behaviour,
                &[
                    ("group", "renewal callers"),
                    ("many", "24"),
                    ("behaviour", "ask why somebody calls before naming a price"),
                ],
                OnePerson,
            ),
            (Question::Onset, &[("answer", "new_task")], SeveralPeople),
            (Question::CouldToday, &[("answer", "few_could"), ("words", "two of ten calls")], Counted),
            (Question::DoneBefore, &[("answer", "never_did")], SeveralPeople),
            (Question::PictureOfGood, &[("answer", "0-1")], SeveralPeople),
            (Question::Feedback, &[("answer", "weeks_or_totals")], SeveralPeople),
            (Question::Willingness, &[("answer", "want_to")], SeveralPeople),
        ],
        asked: &[],
        in_words: "",
        replied: &[],
        reviewed: None,
    },
    Found {
        subject: "Neue im Kundendienst",
        by: "ruth",
        when: When::At(-5, time(15, 20, 0, 0)),
        said: &[(
            Question::Behaviour,
            &[("group", "new colleagues in Leipzig"), ("many", "6"), ("behaviour", "solve a plain case alone")],
            OnePerson,
        )],
        asked: &[Question::Gap, Question::CouldToday, Question::Process],
        in_words: "Damit wir gut antworten können, drei Fragen, die nur Sie beantworten können.",
        replied: &[
            (
                Question::Gap,
                &[
                    ("measure", "Fälle, die jemand in der ersten Woche allein löst"),
                    ("today", "30"),
                    ("wanted", "70"),
                    ("unit", "%"),
                    ("counted", "Fallsystem, Leipzig"),
                ],
            ),
            (Question::CouldToday, &[("answer", "most_could"), ("words", "wenn jemand daneben sitzt, acht von zehn")]),
            (Question::Process, &[("answer", "some_obstacles"), ("words", "sie warten auf eine Auskunft")]),
        ],
        reviewed: None,
    },
    Found {
        subject: "CRM refresher for account managers",
        by: "jonas",
        when: When::Since(93),
        said: &[
            (
                Question::Gap,
                &[
                    ("measure", "Deals with a dated next step"),
                    ("today", "62"),
                    ("wanted", "90"),
                    ("unit", "%"),
                    ("counted", "Monday pipeline report"),
                ],
                OnePerson,
            ),
            (
                Question::Onset,
                &[
                    ("answer", "after_change"),
                    ("words", "in one week, with the new update form"),
                    ("source", "Monday pipeline report"),
                ],
                Counted,
            ),
            (
                Question::Process,
                &[("answer", "many_obstacles"), ("words", "nine required fields"), ("source", "two team leads")],
                SeveralPeople,
            ),
        ],
        asked: &[Question::CouldToday, Question::Consequences],
        in_words: "I looked at the report with two of your team leads. Two things only you can tell me.",
        replied: &[],
        reviewed: None,
    },
];

/// What is done about causes, and when.
pub fn looks(days: &Days) -> anyhow::Result<Vec<(Timestamp, Look)>> {
    let mut looks = Vec::new();
    for found in &FOUND {
        let at = match found.when {
            When::On(day) => days.at(day, IN_THE_BLOCK)?,
            When::At(day, at) => days.at(day, at)?,
            When::Since(share) => days.since_last_block(share)?,
        };
        looks.push((at, Look::Answers(found)));
        if !found.asked.is_empty() {
            looks.push((at, Look::Asks(found)));
        }
        if !found.replied.is_empty() {
            looks.push((at.checked_add(AN_HOUR)?, Look::Replies(found)));
        }
        if let Some((day, _, _)) = found.reviewed {
            looks.push((days.at(day, AFTERNOON)?, Look::Reviews(found)));
        }
    }
    Ok(looks)
}

/// Something is done about a cause.
pub async fn look(ground: &Ground, cast: &Cast, look: Look) -> anyhow::Result<()> {
    let (Look::Answers(found) | Look::Asks(found) | Look::Replies(found) | Look::Reviews(found)) = look;
    let by = By::from(cast.member(found.by)?);
    let request = request(ground, cast, found.subject).await?;
    match look {
        Look::Answers(_) => {
            for (question, fields, evidence) in found.said {
                let parts = Parts::of(*question, fields.iter().copied());
                diagnosis::answer(ground, &by, request, *question, &parts, *evidence, 0).await?;
            }
        }
        Look::Asks(_) => {
            diagnosis::send_questions(ground, &by, request, found.asked, found.in_words).await?;
        }
        Look::Replies(_) => {
            let mut tx = ground.read().await?;
            let asked = readings::find(&mut tx, cast.team, request).await?.context("the request is gone")?;
            let who = team::stakeholders::get(&mut tx, cast.team, asked.stakeholder).await?;
            drop(tx);
            let said = found.replied.iter();
            let said = said.map(|(question, fields)| (*question, Parts::of(*question, fields.iter().copied())));
            let said: Vec<_> = said.collect();
            diagnosis::reply(ground, &who.context("nobody asked")?, request, 1, &said).await?;
        }
        Look::Reviews(_) => {
            if let Some((_, confirmed, note)) = found.reviewed {
                diagnosis::review(ground, &by, request, confirmed, note).await?;
            }
        }
    }
    Ok(())
}

async fn request(ground: &Ground, cast: &Cast, subject: &str) -> anyhow::Result<RequestId> {
    let all = readings::list(&mut ground.read().await?, cast.team, View::All, None, 200).await?;
    let request = all.iter().find(|request| request.subject == subject);
    Ok(request.with_context(|| format!("“{subject}” was not asked"))?.id)
}
