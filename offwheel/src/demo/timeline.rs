//! Puts all that happens in the story in order of time.

use anyhow::bail;
use jiff::civil::{Time, time};
use jiff::{SignedDuration, Timestamp};
use sessions::Field;

use super::business::{Lesson, lessons};
use super::cast::{AWAY, AwayDays, OWN_HOUR_RESERVED, RECKONED_ANEW};
use super::days::{BLOCK_STARTS, Days};
use super::diagnoses::{Look, looks};
use super::script::{Act, Answering, Decided, Door, Episode, Moment, Note, Script, Turn};
use super::tray::{ITEMS, Item, LOOKED_AT};

/// The day of the team's first block.
const FIRST_BLOCK: i32 = -85;
/// When it is decided that a block is moved or skipped.
const DECIDED_AT: Time = Time::constant(9, 5, 0, 0);
/// How long after its opening a block has its line about the business.
const BUSINESS_FIRST: SignedDuration = SignedDuration::from_mins(4);
/// How long before its end the rest is noted.
const NOTED_LAST: SignedDuration = SignedDuration::from_mins(2);

/// Something that happens. Episodes and letters of the tray go by their place in the story.
#[derive(Clone, Copy)]
pub enum Happening<'a> {
    /// A block is moved or skipped.
    Turns(i32, Turn),
    /// A session begins.
    Opens(i32, &'a str),
    /// It ends, and sends what is ready.
    Closes(i32, &'a str),
    /// A reserved block is opened and never closed.
    LeftOpen(i32, &'a str),
    /// Something is noted in the block that goes on.
    Notes(Note, &'a str),
    /// Somebody opens the half hour that they reserved for themselves.
    OwnOpens(i32, &'a str),
    /// They write down what they decided, and close it.
    OwnCloses(i32, &'a str, Decided<'a>),
    /// An answer goes out at the time that was set for it.
    GoesOut(usize),
    /// A request comes in.
    Comes(usize, &'a Episode),
    /// It is taken out of the tray.
    Taken(usize, &'a Episode),
    /// Something is done about it.
    Acts(usize, &'a Act, Moment),
    /// A letter comes into the tray.
    Lies(usize, &'a Item<'static>),
    /// It is set aside.
    SetAside(usize, &'a Item<'static>),
    /// The calendar gets its second version.
    ReckonedAnew,
    /// Two of them reserve an hour of their own.
    OwnHour,
    /// Somebody says when they will be away.
    Away(AwayDays),
    /// Something is learned of the business.
    Learned(Lesson),
    /// Somebody looks for the cause behind a request.
    Looked(Look),
}

impl Happening<'_> {
    /// What it is about, for a message.
    pub fn name(&self) -> String {
        match self {
            Self::Turns(day, _)
            | Self::Opens(day, _)
            | Self::Closes(day, _)
            | Self::LeftOpen(day, _)
            | Self::OwnOpens(day, _)
            | Self::OwnCloses(day, _, _)
            | Self::Notes(Note { day, .. }, _) => {
                format!("the block of day {day}")
            }
            Self::GoesOut(number) => format!("the answer of episode {number} goes out"),
            Self::Comes(_, episode) | Self::Taken(_, episode) => episode.subject.to_owned(),
            Self::Acts(number, act, _) => format!("episode {number}, {act:?}"),
            Self::Lies(_, item) | Self::SetAside(_, item) => item.subject.to_owned(),
            Self::ReckonedAnew => "the calendar".to_owned(),
            Self::OwnHour => "an hour of their own".to_owned(),
            Self::Away(away) => format!("{away:?}"),
            Self::Learned(lesson) => format!("{lesson:?}"),
            Self::Looked(look) => format!("{look:?}"),
        }
    }
}

/// All that happens, oldest first.
pub fn in_order<'a>(days: &Days, script: &'a Script) -> anyhow::Result<Vec<(Timestamp, Happening<'a>)>> {
    let mut order = vec![(days.at(RECKONED_ANEW, time(9, 30, 0, 0))?, Happening::ReckonedAnew)];
    for (number, episode) in script.episodes.iter().enumerate() {
        let came_at = instant(days, episode.came)?;
        order.push((came_at, Happening::Comes(number, episode)));
        if let (Door::Tray, Moment::At(day, _)) = (episode.door, episode.came) {
            order.push((days.at(day, LOOKED_AT)?, Happening::Taken(number, episode)));
        }
        for beat in episode.beats.iter().filter(|beat| !matches!(beat.when, Moment::InBlock(_))) {
            let at = instant(days, beat.when)?;
            if at <= came_at {
                bail!("{}: something happens before it was asked", episode.subject);
            }
            order.push((at, Happening::Acts(number, &beat.act, beat.when)));
        }
    }
    for day in FIRST_BLOCK..0 {
        add_block(days, script, day, &mut order)?;
    }
    // What is still to come is reserved on the day of the last block.
    for (day, turn) in script.blocks.iter().filter(|(day, _)| *day >= 0) {
        order.push((days.at(-1, DECIDED_AT)?, Happening::Turns(*day, *turn)));
    }
    order.extend(goes_out(days, script)?);
    if let Some(starts) = days.next_moved_to() {
        order.push((days.at(0, DECIDED_AT)?, Happening::Turns(0, Turn::Move(starts))));
    }
    for (number, item) in ITEMS.iter().enumerate() {
        order.push((instant(days, item.came)?, Happening::Lies(number, item)));
        if let Some(at) = item.set_aside_at(days)? {
            order.push((at, Happening::SetAside(number, item)));
        }
    }
    let (reserved_on, reserved_at) = OWN_HOUR_RESERVED;
    order.push((days.at(reserved_on, reserved_at)?, Happening::OwnHour));
    for away in AWAY {
        order.push((days.at(away.noted_on, LOOKED_AT)?, Happening::Away(away)));
    }
    for (day, at, lesson) in lessons() {
        order.push((days.at(day, at)?, Happening::Learned(lesson)));
    }
    order.extend(looks(days)?.into_iter().map(|(at, look)| (at, Happening::Looked(look))));
    // Stable: what stands first in the story happens first within an instant.
    order.sort_by_key(|(at, _)| *at);
    Ok(order)
}

fn instant(days: &Days, moment: Moment) -> anyhow::Result<Timestamp> {
    Ok(match moment {
        Moment::At(day, at) => days.at(day, at)?,
        Moment::Since(share) => days.since_last_block(share)?,
        Moment::InBlock(_) => bail!("what happens in a block has its time there"),
    })
}

/// The answers that were to go out after their block, as far as their time has come.
fn goes_out<'a>(days: &Days, script: &Script) -> anyhow::Result<Vec<(Timestamp, Happening<'a>)>> {
    let mut out = Vec::new();
    for (number, episode) in script.episodes.iter().enumerate() {
        for beat in &episode.beats {
            let Act::Answer(Answering { goes_out: Some((day, time)), .. }) = &beat.act else { continue };
            let at = days.at(*day, *time)?;
            if days.is_over(at) {
                out.push((at, Happening::GoesOut(number)));
            }
        }
    }
    Ok(out)
}

/// A block of the past: its session with the answers that were written in it, or what came in its place.
fn add_block<'a>(
    days: &Days,
    script: &'a Script,
    day: i32,
    order: &mut Vec<(Timestamp, Happening<'a>)>,
) -> anyhow::Result<()> {
    let written: Vec<(usize, &Act)> = script
        .episodes
        .iter()
        .enumerate()
        .flat_map(|(number, episode)| episode.beats.iter().map(move |beat| (number, beat)))
        .filter(|(_, beat)| beat.when == Moment::InBlock(day))
        .map(|(number, beat)| (number, &beat.act))
        .collect();
    let mut starts = BLOCK_STARTS;
    for (_, turn) in script.blocks.iter().filter(|(turned, _)| *turned == day) {
        match turn {
            Turn::Move(to) => starts = *to,
            Turn::LeftOpen(at) => order.push((days.at(day, *at)?, Happening::LeftOpen(day, "dana"))),
            Turn::Own(at, who, Some(decided)) => {
                let opens_at = days.at(day, *at)?;
                let closes_at = Days::closes_at(day, opens_at)?;
                order.push((opens_at, Happening::OwnOpens(day, who)));
                order.push((closes_at, Happening::OwnCloses(day, who, *decided)));
            }
            Turn::Own(_, who, None) => bail!("on day {day} nobody knows what {who} did with their own time"),
            Turn::Skip(_) | Turn::Miss if written.is_empty() => {}
            Turn::Skip(_) | Turn::Miss => bail!("on day {day} an answer is written in a block that nobody held"),
        }
        order.push((days.at(day, DECIDED_AT)?, Happening::Turns(day, *turn)));
    }
    let notes = script.notes.iter().filter(|note| note.day == day);
    // Whoever wrote first opens the block and closes it.
    let Some(Act::Answer(first)) = written.first().map(|(_, act)| *act) else {
        if notes.count() > 0 {
            bail!("on day {day} something is noted in a block that nobody held");
        }
        return Ok(());
    };
    let opens_at = days.at(day, starts)?;
    let closes_at = Days::closes_at(day, opens_at)?;
    let step = closes_at.duration_since(opens_at).as_secs() / i64::try_from(written.len() + 1)?;
    order.push((opens_at, Happening::Opens(day, first.by)));
    for note in notes {
        let is_of_business = matches!(note.field, Field::Best | Field::Help);
        let at = if is_of_business { opens_at.checked_add(BUSINESS_FIRST) } else { closes_at.checked_sub(NOTED_LAST) };
        let at = at?;
        order.push((at, Happening::Notes(*note, first.by)));
    }
    for (place, (number, act)) in (1_i64..).zip(written) {
        let at = opens_at.checked_add(SignedDuration::from_secs(place * step))?;
        order.push((at, Happening::Acts(number, act, Moment::InBlock(day))));
    }
    order.push((closes_at, Happening::Closes(day, first.by)));
    Ok(())
}
