use std::sync::Arc;

use crate::Error;
use crate::pattern::Pattern;
use crate::spans::{DAY, HORIZON, RANGE, Source, Span, Table, minus, union};
use crate::zone::{DayNumber, Midnight, date};

const BLOCK_BITS: u32 = 9;
const BLOCK: usize = 1 << BLOCK_BITS;
/// Enough for the years that are counted, with some days before and after.
const FIRST_DAY: DayNumber = RANGE.from / DAY - 100;
const BLOCKS: usize = 429;

/// A local date in real time.
#[derive(Debug, Clone, Copy)]
struct Day {
    /// The first instant that reads this date.
    first: i64,
    /// Where the date before ends for good: later than `first` only where clocks go back over midnight.
    last: i64,
    /// Working days of the block before this one.
    rank: u16,
    working: bool,
    /// Without a change of the clocks: 24 hours that keep one offset.
    plain: bool,
}

struct Block {
    /// One more than the block has, since a date ends where the next begins.
    days: Box<[Day]>,
    /// Where the working days stand in `days`.
    working: Box<[u16]>,
}

/// Wall time: a local date and the seconds that its clock shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wall {
    pub(crate) day: DayNumber,
    pub(crate) second: i64,
}

/// The local dates of a calendar: when each begins and ends, and which are working days, numbered so that the n-th
/// after any other is found at once.
pub(crate) struct Days {
    pattern: Arc<Pattern>,
    blocks: Table<Block>,
}

impl Days {
    pub(crate) fn new(pattern: Arc<Pattern>) -> Self {
        Self { pattern, blocks: Table::new(BLOCKS) }
    }

    /// Whether any instant of the date is open. Dates beyond the years that are counted are not.
    pub(crate) fn is_working(&self, day: DayNumber) -> bool {
        self.day(day).is_ok_and(|day| day.working)
    }

    /// From the first instant that reads this date to the last.
    pub(crate) fn span(&self, day: DayNumber) -> Result<Span, Error> {
        Ok(Span { from: self.day(day)?.first, to: self.day(day + 1)?.last })
    }

    /// The wall time of an instant.
    pub(crate) fn wall(&self, at: i64) -> Result<Wall, Error> {
        let mut number = at.div_euclid(DAY) + 1;
        let mut day = self.day(number)?;
        while at < day.first {
            number -= 1;
            day = self.day(number)?;
        }
        if day.plain {
            return Ok(Wall { day: number, second: at - day.first });
        }
        let (day, second) = self.pattern.zone.wall(at).ok_or(Error::OutOfRange)?;
        Ok(Wall { day, second })
    }

    /// The instant of a wall time; in a gap later, in an overlap the first.
    pub(crate) fn instant(&self, wall: Wall) -> Result<i64, Error> {
        let day = self.day(wall.day)?;
        if day.plain {
            return Ok(day.first + wall.second);
        }
        date(wall.day).and_then(|date| self.pattern.zone.instant(date, wall.second)).ok_or(Error::OutOfRange)
    }

    /// The n-th working day after a date. At least the first, please.
    pub(crate) fn working_after(&self, day: DayNumber, nth: i64) -> Result<DayNumber, Error> {
        let (mut index, place) = place(day)?;
        let mut block = self.block(index)?;
        // Working days up to and with `day` are passed over.
        let mut left = nth + block.days.get(place + 1).map_or(0, |next| i64::from(next.rank));
        let mut last_working = day;
        while left > count(block) {
            left -= count(block);
            last_working = block.working.last().map_or(last_working, |at| first(index) + i64::from(*at)).max(day);
            index += 1;
            block = self.block(index)?;
            let next = first(index) + block.working.first().map_or(0, |at| i64::from(*at));
            if (next - last_working) * DAY > HORIZON {
                return Err(Error::NoOpenTime);
            }
        }
        let at = usize::try_from(left - 1).ok().and_then(|nth| block.working.get(nth)).ok_or(Error::OutOfRange)?;
        Ok(first(index) + i64::from(*at))
    }

    /// How many working days come after one date, up to and with another that is not before it.
    pub(crate) fn working_between(&self, day: DayNumber, last: DayNumber) -> Result<i64, Error> {
        let (from, to) = (place(day)?, place(last.max(day))?);
        let up_to = |(index, place): (usize, usize)| {
            Ok(self.block(index)?.days.get(place + 1).map_or(0, |next| i64::from(next.rank)))
        };
        let mut between = up_to(to)? - up_to(from)?;
        for index in from.0..to.0 {
            between += count(self.block(index)?);
        }
        Ok(between)
    }

    fn day(&self, day: DayNumber) -> Result<&Day, Error> {
        let (index, place) = place(day)?;
        self.block(index)?.days.get(place).ok_or(Error::OutOfRange)
    }

    fn block(&self, index: usize) -> Result<&Block, Error> {
        self.blocks.get(index, || self.fill(index)).ok_or(Error::OutOfRange)
    }

    fn fill(&self, index: usize) -> Block {
        let numbers = (first(index)..).take(BLOCK + 2);
        let zone = &self.pattern.zone;
        let midnights: Vec<(DayNumber, Midnight)> =
            numbers.filter_map(|number| Some((number, zone.midnight(date(number)?)?))).collect();
        let bound = |midnight: Option<&(DayNumber, Midnight)>| midnight.map_or(0, |(_, midnight)| midnight.last);
        let open = self.pattern.spans(Span { from: bound(midnights.first()) - DAY, to: bound(midnights.last()) });
        let mut rank = 0;
        let mut working = Vec::new();
        let mut days = Vec::with_capacity(BLOCK + 1);
        for (place, bounds) in (0..).zip(midnights.windows(2)) {
            let [(_, begins), (_, ends)] = bounds else { continue };
            let day = Day {
                first: begins.first,
                last: begins.last,
                rank,
                working: works(begins, ends, &open),
                plain: is_plain(begins, ends),
            };
            days.push(day);
            if day.working && days.len() <= BLOCK {
                working.push(place);
                rank += 1;
            }
        }
        Block { days: days.into(), working: working.into() }
    }
}

fn place(day: DayNumber) -> Result<(usize, usize), Error> {
    let at = usize::try_from(day - FIRST_DAY).map_err(|_before_the_first| Error::OutOfRange)?;
    Ok((at >> BLOCK_BITS, at % BLOCK))
}

fn first(index: usize) -> DayNumber {
    i64::try_from(index << BLOCK_BITS).map_or(i64::MAX / 2, |days| FIRST_DAY + days)
}

fn count(block: &Block) -> i64 {
    i64::try_from(block.working.len()).unwrap_or(0)
}

fn is_plain(begins: &Midnight, ends: &Midnight) -> bool {
    begins.first == begins.last && ends.first == ends.last && ends.first - begins.first == DAY
}

/// Whether an open span touches an instant that reads this date; a date may come in parts where clocks go back over midnight.
fn works(begins: &Midnight, ends: &Midnight, open: &[Span]) -> bool {
    let parts = [(begins.first, begins.turn), (begins.last, ends.first), (ends.turn, ends.last)];
    parts.into_iter().map(|(from, to)| Span { from, to }).filter(|part| !part.is_empty()).any(|part| {
        let next = open.get(open.partition_point(|span| span.to <= part.from));
        next.is_some_and(|span| span.from < part.to)
    })
}

/// The time that runs on the working-day clock: all but the dates that are no working days, from first to last instant.
impl Source for Arc<Days> {
    fn spans(&self, window: Span) -> Vec<Span> {
        let days = window.from.div_euclid(DAY) - 2..=window.to.div_euclid(DAY) + 2;
        let still = days.filter(|day| !self.is_working(*day)).filter_map(|day| self.span(day).ok()).collect();
        minus(&[window], &union(still))
    }
}
