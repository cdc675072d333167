//! How the story is written down, and its reading.
//!
//! ```text
//! ## -43 15:10 portal karin          day of the block that looks at it, when it came, door, who asks (see people.txt)
//! Hail season                        what it is about; then the words, until the first line with a mark
//! : audience 30 temps                audience, result, fixed (a day), note, fold, file (name | content), returned or refused (letter | why), taken
//! -- options ruth                    what happens then: an answer in the block of that day, by a member of the team
//! -- +1 11:05 choose 2 | Why         days after, time, act; `~40` is 40 percent of the time since the last block
//! ```
//! Day 0 is that of the next block, -1 that of the last. What came after noon came on the working day before its block, since it is for the
//! next block that it waits. In an answer `+ outcome | …` is an addition, `*` a way (`*!` the recommended one) as title, what, ready, effort,
//! `hold` the days for which a sheet holds, `=` a proposal, `?` who may help. `{+9}` is the ninth working day after that of the block, by its
//! name, and `{+9 de}` its German name. Days of acts are counted from there as well.
//!
//! `decided BY DRIVER DAYS | what` and the reason below it is a decision, to be looked at again after so many days; `completes`, `fills BY` and
//! `waived BY ELEMENT | why` are what becomes of an order's six additions; `learned BY KIND | words` is the line of a broken promise.
//! `emergency BY KIND | why` marks a request as one of the exceptions named in advance, and `no-emergency BY` takes that back. An answer that
//! ends in `at +1 09:30` is written in its block and goes out then; `ready 4` in it is the day on which the order is ready.
//!
//! What was noted in a block stands in `notes.txt`: day, field and words, and of a clue also where it was heard.

use answers::{Addition, Kind, OutsideWhy, way_field};
use anyhow::{Context, bail};
use decisions::Driver;
use jiff::civil::Time;
use promises::ReasonKind;
use requests::Channel;
use sessions::Field;

/// When something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// In the session of the block of that day.
    InBlock(i32),
    /// On a day, by the clock in the office.
    At(i32, Time),
    /// Since the last block, at this share of the time in percent.
    Since(i64),
}

/// Who asks.
#[derive(Debug)]
pub struct Person {
    pub key: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
    pub position: &'static str,
    pub zone: &'static str,
    pub address: String,
    /// The language they read, where it is not that of the team.
    pub language: &'static str,
}

/// How it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// By one of the doors, and at once.
    Open(Channel),
    /// Through a mailing list, and so out of the tray: `taken` says by whom.
    Tray,
}

/// A request and what became of it.
#[derive(Debug)]
pub struct Episode {
    pub day: i32,
    pub came: Moment,
    pub door: Door,
    pub who: &'static str,
    pub subject: &'static str,
    pub words: String,
    pub facts: Vec<(&'static str, &'static str)>,
    pub beats: Vec<Beat>,
}

/// Something that happened to a request.
#[derive(Debug)]
pub struct Beat {
    pub when: Moment,
    pub act: Act,
}

/// What happened.
#[derive(Debug)]
pub enum Act {
    Answer(Answering),
    Ask {
        by: &'static str,
        words: String,
    },
    Reply {
        words: String,
    },
    Note {
        by: &'static str,
        words: String,
    },
    Choose {
        way: usize,
        why: &'static str,
    },
    Move {
        days: i32,
        time: Time,
        by: &'static str,
        kind: ReasonKind,
        reason: &'static str,
    },
    Agreed,
    Refused,
    Withdraw,
    Think {
        by: &'static str,
        behind: String,
        touches: String,
    },
    Aside {
        by: &'static str,
    },
    Spam {
        by: &'static str,
    },
    /// It is one of the exceptions that were named in advance: which, by its id or a word of its name, and why.
    Emergency {
        by: &'static str,
        kind: &'static str,
        why: &'static str,
    },
    /// It is none, as it turned out.
    NoEmergency {
        by: &'static str,
    },
    /// A choice with its reason and what drove it; looked at again after so many working days.
    Decide {
        by: &'static str,
        driver: Driver,
        what: &'static str,
        why: String,
        review_after: i32,
    },
    /// The stakeholder answers on their page what an order still lacks.
    Complete {
        said: Vec<(Addition, &'static str)>,
    },
    /// A member puts in what it lacks.
    Fill {
        by: &'static str,
        said: Vec<(Addition, &'static str)>,
    },
    /// The order goes without something, for a reason.
    Waive {
        by: &'static str,
        addition: Addition,
        why: &'static str,
    },
    /// What was learned from the promise that was broken.
    Learn {
        by: &'static str,
        kind: ReasonKind,
        words: &'static str,
    },
    Close,
}

/// An answer, in the fields in which a member types it.
#[derive(Debug)]
pub struct Answering {
    pub kind: Kind,
    pub by: &'static str,
    pub outside: Option<(OutsideWhy, &'static str)>,
    /// When it goes out, if not at the end of its block: the day and the time.
    pub goes_out: Option<(i32, Time)>,
    pub fields: Vec<(String, String)>,
    /// The field that holds a day and a time, the days from the request's and the time.
    pub times: Vec<(&'static str, i32, Time)>,
    /// The days from the request's until the order is ready.
    pub ready: Option<i32>,
}

impl Episode {
    /// What the script says of one thing.
    pub fn fact(&self, name: &str) -> Option<&'static str> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, fact)| *fact)
    }
}

/// A block that did not go as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Given up, with the reason.
    Skip(&'static str),
    /// Nobody opened it.
    Miss,
    /// Held at another time of the day.
    Move(Time),
    /// Beside it, another block was reserved for that time, opened, and never closed.
    LeftOpen(Time),
    /// Beside it, somebody reserved half an hour of their own: when, who, and what they decided in it, if it was held already.
    Own(Time, &'static str, Option<Decided<'static>>),
}

/// A decision that was typed in a block: what, why, and what drove it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided<'a> {
    pub what: &'a str,
    pub why: &'a str,
    pub driver: Driver,
}

/// What was noted in the block of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    pub day: i32,
    pub field: Field,
    pub words: &'static str,
    /// Where a clue was heard.
    pub source: Option<&'static str>,
}

/// The whole story.
pub struct Script {
    pub people: Vec<Person>,
    pub episodes: Vec<Episode>,
    pub blocks: Vec<(i32, Turn)>,
    pub notes: Vec<Note>,
}

/// Reads the story that the program carries.
pub fn read() -> anyhow::Result<Script> {
    let mut episodes = Vec::new();
    for text in [
        include_str!("story/first.txt"),
        include_str!("story/second.txt"),
        include_str!("story/third.txt"),
        include_str!("story/today.txt"),
    ] {
        for part in text.split("\n## ").skip(1) {
            let episode = episode(part).with_context(|| part.lines().take(2).collect::<Vec<_>>().join(" "))?;
            episodes.push(episode);
        }
    }
    let told = |text: &'static str| text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let people = told(include_str!("story/people.txt")).map(person).collect::<anyhow::Result<_>>()?;
    let blocks = told(include_str!("story/blocks.txt")).map(block).collect::<anyhow::Result<_>>()?;
    let notes = told(include_str!("story/notes.txt")).map(note).collect::<anyhow::Result<_>>()?;
    Ok(Script { people, episodes, blocks, notes })
}

fn person(line: &'static str) -> anyhow::Result<Person> {
    let mut columns = line.split('|').map(str::trim);
    let mut next = || columns.next().unwrap_or_default();
    let (key, name, unit, position, zone, address, language) = (next(), next(), next(), next(), next(), next(), next());
    let address = if address.is_empty() {
        format!("{}@lindmoor.example", name.to_lowercase().replace(' ', "."))
    } else {
        address.to_owned()
    };
    Ok(Person { key, name, unit, position, zone, address, language })
}

fn block(line: &'static str) -> anyhow::Result<(i32, Turn)> {
    let (day, rest) = line.split_once(' ').with_context(|| format!("“{line}” names no block"))?;
    let (word, rest) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    let turn = match word {
        "skip" => Turn::Skip(rest.trim()),
        "miss" => Turn::Miss,
        "move" => Turn::Move(time(rest.trim())?),
        "left-open" => Turn::LeftOpen(time(rest.trim())?),
        "own" => own(rest.trim())?,
        other => bail!("“{other}” never happens to a block"),
    };
    Ok((day.parse()?, turn))
}

/// “14:30 tomasz data | what | why”, and without the decision if it is still to come.
fn own(text: &'static str) -> anyhow::Result<Turn> {
    let mut columns = text.split(" | ");
    let mut head = columns.next().unwrap_or_default().split_whitespace();
    let (at, who) = (head.next().context("when?")?, head.next().context("whose?")?);
    let decided = match head.next() {
        None => None,
        Some(word) => {
            let driver = Driver::from_word(word).with_context(|| format!("“{word}” drives no decision"))?;
            let (what, why) = (columns.next().context("what?")?, columns.next().context("why?")?);
            Some(Decided { what, why, driver })
        }
    };
    Ok(Turn::Own(time(at)?, who, decided))
}

fn note(line: &'static str) -> anyhow::Result<Note> {
    let (day, rest) = line.split_once(' ').with_context(|| format!("“{line}” notes nothing"))?;
    let (field, rest) = rest.trim().split_once(' ').with_context(|| format!("“{line}” notes nothing"))?;
    let field = Field::from_word(field).with_context(|| format!("no block has a field “{field}”"))?;
    let (words, source) = match rest.trim().split_once(" | ") {
        Some((words, source)) => (words, Some(source)),
        None => (rest.trim(), None),
    };
    Ok(Note { day: day.parse()?, field, words, source })
}

fn time(text: &str) -> anyhow::Result<Time> {
    Time::strptime("%H:%M", text).with_context(|| format!("“{text}” is no time of day"))
}

fn episode(text: &'static str) -> anyhow::Result<Episode> {
    let (head, rest) = text.split_once('\n').context("nothing stands below the first line")?;
    let mut head = head.split_whitespace();
    let mut word = || head.next().context("the first line is not whole");
    let (day, when, door, who) = (word()?, word()?, word()?, word()?);
    let day = day.parse()?;
    let came = match when.strip_prefix('~') {
        Some(share) => Moment::Since(share.parse()?),
        None => {
            let at = time(when)?;
            Moment::At(if at.hour() < 12 { day } else { day - 1 }, at)
        }
    };
    let door = match door {
        "portal" => Door::Open(Channel::Portal),
        "email" => Door::Open(Channel::Email),
        "manual" => Door::Open(Channel::Manual),
        "import" => Door::Open(Channel::Import),
        "api" => Door::Open(Channel::Api),
        "tray" => Door::Tray,
        other => bail!("“{other}” is no door"),
    };
    let (asking, beats) = rest.split_once("\n-- ").unwrap_or((rest, ""));
    let (subject, asking) = asking.split_once('\n').context("there are no words")?;
    let (facts, words): (Vec<&str>, Vec<&str>) = asking.trim_end().lines().partition(|line| line.starts_with(": "));
    let facts = facts.into_iter().filter_map(|line| line.trim_start_matches(": ").split_once(' ')).collect();
    let beats = beats.split("\n-- ").filter(|beat| !beat.is_empty());
    let beats = beats.map(|text| beat(day, text).with_context(|| text.to_owned())).collect::<anyhow::Result<_>>()?;
    Ok(Episode { day, came, door, who, subject, words: words.join("\n").trim().to_owned(), facts, beats })
}

fn beat(day: i32, text: &'static str) -> anyhow::Result<Beat> {
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    let (head, more) = head.split_once(" | ").unwrap_or((head, ""));
    let mut words = head.split_whitespace().peekable();
    let mut on = day;
    if let Some(days) = words.next_if(|word| word.starts_with(['+', '-'])) {
        on = day + days.parse::<i32>()?;
    }
    let mut when = Moment::InBlock(on);
    if let Some(at) = words.next_if(|word| word.contains(':')) {
        when = Moment::At(on, time(at)?);
    } else if let Some(share) = words.next_if(|word| word.starts_with('~')) {
        when = Moment::Since(share.trim_start_matches('~').parse()?);
    }
    let mut next = || words.next().context("a word is missing");
    let act = next()?;
    let said = || body.trim().to_owned();
    let act = match act {
        "ask" => Act::Ask { by: next()?, words: said() },
        "reply" => Act::Reply { words: said() },
        "note" => Act::Note { by: next()?, words: said() },
        "choose" => Act::Choose { way: next()?.parse()?, why: more },
        "move" => Act::Move {
            days: next()?.parse()?,
            time: time(next()?)?,
            by: next()?,
            kind: reason(next()?)?,
            reason: more,
        },
        "agreed" => Act::Agreed,
        "refused" => Act::Refused,
        "withdraw" => Act::Withdraw,
        "think" => {
            let (behind, touches) = body.trim().split_once('\n').unwrap_or((body.trim(), ""));
            Act::Think { by: next()?, behind: behind.to_owned(), touches: touches.to_owned() }
        }
        "aside" => Act::Aside { by: next()? },
        "spam" => Act::Spam { by: next()? },
        "emergency" => Act::Emergency { by: next()?, kind: next()?, why: more },
        "no-emergency" => Act::NoEmergency { by: next()? },
        "close" => Act::Close,
        "decided" => {
            let (by, driver) = (next()?, next()?);
            let driver = Driver::from_word(driver).with_context(|| format!("“{driver}” drives no decision"))?;
            Act::Decide { by, driver, review_after: next()?.parse()?, what: more, why: said() }
        }
        "completes" => Act::Complete { said: additions(body)? },
        "fills" => Act::Fill { by: next()?, said: additions(body)? },
        "waived" => Act::Waive { by: next()?, addition: addition(next()?)?, why: more },
        "learned" => Act::Learn { by: next()?, kind: reason(next()?)?, words: more },
        kind => {
            let kind = self::kind(kind)?;
            let by = next()?;
            let mut times = Vec::new();
            if kind == Kind::LaterBy {
                times.push(("due", next()?.parse()?, time(next()?)?));
            }
            let (mut outside, mut goes_out) = (None, None);
            match words.next() {
                None => {}
                Some("outside") => outside = Some((self::outside(words.next().context("outside, and why?")?)?, more)),
                Some("at") => {
                    let (days, at) = (words.next().context("on which day?")?, words.next().context("at what time?")?);
                    goes_out = Some((day + days.parse::<i32>()?, time(at)?));
                }
                Some(other) => bail!("“{other}” means nothing behind an answer"),
            }
            let answer = answering(kind, by, times, body)?;
            Act::Answer(Answering { outside, goes_out, ..answer })
        }
    };
    if matches!(when, Moment::InBlock(_)) && !matches!(act, Act::Answer(_) | Act::Decide { .. }) {
        bail!("when does this happen?");
    }
    Ok(Beat { when, act })
}

fn addition(word: &str) -> anyhow::Result<Addition> {
    Addition::from_field(word).with_context(|| format!("no order gains “{word}”"))
}

fn additions(body: &'static str) -> anyhow::Result<Vec<(Addition, &'static str)>> {
    let one = |line: &'static str| {
        let (field, text) = line.trim_start_matches("+ ").split_once(" | ").context("an addition is not whole")?;
        Ok((addition(field)?, text))
    };
    body.lines().filter(|line| line.starts_with("+ ")).map(one).collect()
}

fn kind(word: &str) -> anyhow::Result<Kind> {
    Ok(match word {
        "yes-and" => Kind::YesAnd,
        "options" => Kind::Options,
        "not-training" => Kind::NotTrainingBut,
        "later" => Kind::LaterBy,
        "no" => Kind::NoBecause,
        other => bail!("“{other}” never happens to a request"),
    })
}

fn outside(word: &str) -> anyhow::Result<OutsideWhy> {
    Ok(match word {
        "exception" => OutsideWhy::Exception,
        "thinking" => OutsideWhy::ThinkingWouldNotChangeIt,
        "beside-me" => OutsideWhy::TheyStandBesideMe,
        "other" => OutsideWhy::SomethingElse,
        other => bail!("“{other}” is no reason to answer outside a block"),
    })
}

fn reason(word: &str) -> anyhow::Result<ReasonKind> {
    Ok(match word {
        "waiting" => ReasonKind::Waiting,
        "more-work" => ReasonKind::MoreWork,
        "urgent" => ReasonKind::Urgent,
        "skipped" => ReasonKind::BlockSkipped,
        "mistake" => ReasonKind::Mistake,
        other => bail!("“{other}” moves no promise, and breaks none"),
    })
}

/// The time until which the dates of a sheet hold.
const HELD: Time = Time::constant(17, 0, 0, 0);

fn answering(
    kind: Kind,
    by: &'static str,
    mut times: Vec<(&'static str, i32, Time)>,
    body: &'static str,
) -> anyhow::Result<Answering> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let (mut words, mut proposals, mut ways, mut ready) = (Vec::new(), Vec::new(), 0, None);
    for line in body.lines() {
        if let Some(addition) = line.strip_prefix("+ ") {
            let (field, text) = addition.split_once(" | ").context("an addition is not whole")?;
            fields.push((field.to_owned(), text.to_owned()));
        } else if let Some(way) = line.strip_prefix('*') {
            ways += 1;
            if way.starts_with('!') {
                fields.push(("recommended".to_owned(), ways.to_string()));
            }
            let columns = way.trim_start_matches('!').split(" | ").map(str::trim);
            let named = ["title", "what", "ready", "effort"].map(|part| way_field(ways, part));
            fields.extend(named.into_iter().zip(columns.map(str::to_owned)));
        } else if let Some(days) = line.strip_prefix("hold ") {
            times.push(("holds-until", days.parse()?, HELD));
        } else if let Some(days) = line.strip_prefix("ready ") {
            ready = Some(days.parse()?);
        } else if let Some(proposal) = line.strip_prefix("= ") {
            proposals.push(proposal);
        } else if let Some(helper) = line.strip_prefix("? ") {
            fields.push(("helper".to_owned(), helper.to_owned()));
        } else {
            words.push(line);
        }
    }
    let field = match kind {
        Kind::YesAnd => "yes",
        Kind::Options => "options",
        Kind::NotTrainingBut => "observed",
        Kind::LaterBy => "later-reason",
        Kind::NoBecause => "no-reason",
    };
    fields.push((field.to_owned(), words.join("\n").trim().to_owned()));
    if !proposals.is_empty() {
        fields.push(("proposals".to_owned(), proposals.join("\n")));
    }
    Ok(Answering { kind, by, outside: None, goes_out: None, fields, times, ready })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_can_be_read_and_names_only_people_it_knows() {
        let script = read().unwrap();
        assert!(script.episodes.len() >= 110, "{}", script.episodes.len());
        for episode in &script.episodes {
            assert!(script.people.iter().any(|person| person.key == episode.who), "{}", episode.who);
            assert!(!episode.subject.is_empty() && !episode.words.is_empty(), "{episode:?}");
        }
    }

    #[test]
    fn a_beat_says_when_who_and_what() {
        let act = beat(-10, "+2 14:40 not-training dana outside other | Late.\nWe saw it.\n= One\n= Two").unwrap();
        assert_eq!(act.when, Moment::At(-8, time("14:40").unwrap()));
        let Act::Answer(answer) = act.act else { panic!("no answer") };
        assert_eq!((answer.by, answer.outside), ("dana", Some((OutsideWhy::SomethingElse, "Late."))));
        assert!(answer.fields.contains(&("proposals".to_owned(), "One\nTwo".to_owned())));
        assert!(beat(-10, "sing loudly").is_err() && beat(-10, "close").is_err());
    }

    #[test]
    fn an_answer_of_a_block_may_go_out_later_and_name_the_day_on_which_the_order_is_ready() {
        let act = beat(-10, "+1 yes-and dana at +3 09:30\nYes.\nready 12").unwrap();
        assert_eq!(act.when, Moment::InBlock(-9));
        let Act::Answer(answer) = act.act else { panic!("no answer") };
        assert_eq!((answer.goes_out, answer.ready), (Some((-7, time("09:30").unwrap())), Some(12)));
        assert!(beat(-10, "yes-and dana at noon\nYes.").is_err());
    }

    #[test]
    fn what_somebody_decided_in_their_own_time_is_read_with_its_reason() {
        let (day, turn) = block("-13 own 14:30 tomasz data | We stop it. | Nobody reads it.").unwrap();
        let decided = Decided { what: "We stop it.", why: "Nobody reads it.", driver: Driver::Data };
        assert_eq!((day, turn), (-13, Turn::Own(time("14:30").unwrap(), "tomasz", Some(decided))));
        assert_eq!(block("2 own 15:00 dana").unwrap().1, Turn::Own(time("15:00").unwrap(), "dana", None));
        assert!(block("2 own 15:00").is_err() && block("2 own 15:00 dana whim | This | That").is_err());
        let clue = Note { day: -4, field: Field::Clue, words: "They moved.", source: Some("Rui Tavares") };
        assert_eq!(note("-4 clue They moved. | Rui Tavares").unwrap(), clue);
        assert!(note("-4 weather It rains.").is_err());
    }
}
