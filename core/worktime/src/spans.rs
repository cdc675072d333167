//! Spans of seconds, and long unions of them that are computed a year or so at a time and then answer fast.

use std::sync::OnceLock;

use jiff::Timestamp;

use crate::Error;

/// Time is counted from the first day of this year …
pub(crate) const FIRST_YEAR: i16 = 1800;
/// … to the last day of this one: far beyond any promise, and an amount typed wrongly can't fill the memory.
pub(crate) const LAST_YEAR: i16 = 2399;

/// The instants that can be asked about, in seconds since 1970.
pub(crate) const RANGE: Span = Span { from: -5_364_662_400, to: 13_569_465_600 };

/// Nothing within 3,660 days means that nothing comes.
pub(crate) const HORIZON: i64 = 3_660 * DAY;

/// Seconds in a day of 24 hours.
pub(crate) const DAY: i64 = 86_400;

/// A half-open span `[from, to)` of seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Span {
    pub(crate) fn is_empty(self) -> bool {
        self.to <= self.from
    }

    pub(crate) fn clip(self, to: Span) -> Option<Span> {
        let part = Span { from: self.from.max(to.from), to: self.to.min(to.to) };
        (!part.is_empty()).then_some(part)
    }

    pub(crate) fn meets(self, other: Span) -> bool {
        self.clip(other).is_some()
    }

    pub(crate) fn covers(self, other: Span) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}

/// Sorts spans and joins those that touch or overlap. Empty ones vanish.
pub(crate) fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

/// What is left of the spans after the cuts. Both are unions.
pub(crate) fn minus(spans: &[Span], cuts: &[Span]) -> Vec<Span> {
    let mut left = Vec::with_capacity(spans.len());
    for span in spans {
        let mut rest = *span;
        let first = cuts.partition_point(|cut| cut.to <= span.from);
        for cut in cuts.iter().skip(first).take_while(|cut| cut.from < span.to) {
            left.extend(Span { from: rest.from, to: cut.from }.clip(rest));
            rest.from = rest.from.max(cut.to);
        }
        left.extend(rest.clip(*span));
    }
    left
}

/// The whole second of an instant, when it lies in the years that are counted. A second is the smallest thing counted.
pub(crate) fn second(at: Timestamp) -> Result<i64, Error> {
    let second = at.as_millisecond().div_euclid(1_000);
    if (RANGE.from..RANGE.to).contains(&second) { Ok(second) } else { Err(Error::OutOfRange) }
}

/// The instant of a second, when it lies in the years that are counted.
pub(crate) fn instant(second: i64) -> Result<Timestamp, Error> {
    let counted = (RANGE.from..=RANGE.to).contains(&second).then(|| Timestamp::from_second(second).ok());
    counted.flatten().ok_or(Error::OutOfRange)
}

/// Cells that are filled when first asked for, and then stay.
pub(crate) struct Table<T>(Box<[OnceLock<T>]>);

impl<T> Table<T> {
    pub(crate) fn new(cells: usize) -> Self {
        Self((0..cells).map(|_| OnceLock::new()).collect())
    }

    pub(crate) fn get(&self, index: usize, fill: impl FnOnce() -> T) -> Option<&T> {
        self.0.get(index).map(|cell| cell.get_or_init(fill))
    }
}

/// Where the spans of a window of time come from.
pub(crate) trait Source {
    /// The union of spans within the window, clipped to it.
    fn spans(&self, window: Span) -> Vec<Span>;
}

/// One block covers 2^25 seconds, a little more than a year, so that its number is a shift.
const BLOCK_BITS: u32 = 25;
const BLOCK: i64 = 1 << BLOCK_BITS;

struct Piece {
    span: Span,
    /// Seconds of the block's pieces before this one.
    before: i64,
}

impl Piece {
    fn after(&self) -> i64 {
        self.before + (self.span.to - self.span.from)
    }
}

#[derive(Default)]
struct Block {
    pieces: Box<[Piece]>,
    total: i64,
}

impl Block {
    fn of(spans: Vec<Span>) -> Self {
        let mut total = 0;
        let count = |span: Span| {
            let piece = Piece { span, before: total };
            total = piece.after();
            piece
        };
        let pieces = spans.into_iter().map(count).collect();
        Self { pieces, total }
    }

    /// The first piece that ends after `at`: the one that holds it, or the next.
    fn piece_after(&self, at: i64) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.span.to <= at))
    }

    /// Seconds of this block before `at`.
    fn before(&self, at: i64) -> i64 {
        self.piece_after(at).map_or(self.total, |piece| piece.before + (at - piece.span.from).max(0))
    }

    /// The earliest instant with so many seconds of this block before it.
    fn reach(&self, seconds: i64) -> Option<i64> {
        let piece = self.pieces.get(self.pieces.partition_point(|piece| piece.after() < seconds))?;
        Some(piece.span.from + (seconds - piece.before))
    }
}

/// A union of spans over all the years that are counted: filled block by block, searched by halving, and summed up
/// within each block, so that a year ahead costs hardly more than a day.
pub(crate) struct Timeline<S> {
    source: S,
    blocks: Table<Block>,
}

impl<S: Source> Timeline<S> {
    pub(crate) fn new(source: S) -> Self {
        Self { source, blocks: Table::new(block_of(RANGE.to).map_or(0, |last| last + 1)) }
    }

    fn block(&self, index: usize) -> Result<&Block, Error> {
        self.blocks.get(index, || Block::of(self.source.spans(window(index)))).ok_or(Error::OutOfRange)
    }

    /// Whether a span holds `at`.
    pub(crate) fn contains(&self, at: i64) -> bool {
        let piece = block_of(at).and_then(|index| self.block(index)).map(|block| block.piece_after(at));
        matches!(piece, Ok(Some(piece)) if piece.span.from <= at)
    }

    /// `at` when a span holds it, else where the next one begins.
    pub(crate) fn at_or_after(&self, at: i64) -> Result<i64, Error> {
        let mut index = block_of(at)?;
        loop {
            if let Some(piece) = self.block(index)?.piece_after(at) {
                return within_horizon(at, piece.span.from.max(at));
            }
            index += 1;
            within_horizon(at, window(index).from)?;
        }
    }

    /// The earliest instant that lies so many seconds of these spans after `at`. At least one second, please.
    pub(crate) fn advance(&self, at: i64, seconds: i64) -> Result<i64, Error> {
        let mut index = block_of(at)?;
        let mut block = self.block(index)?;
        let mut left = seconds + block.before(at);
        let mut last_open = at;
        while left > block.total {
            left -= block.total;
            last_open = block.pieces.last().map_or(last_open, |piece| piece.span.to.max(last_open));
            index += 1;
            block = self.block(index)?;
            let next = block.pieces.first().map_or(window(index).from, |piece| piece.span.from);
            within_horizon(last_open, next)?;
        }
        block.reach(left).ok_or(Error::OutOfRange)
    }

    /// Seconds of these spans in `[from, to)`.
    pub(crate) fn measure(&self, from: i64, to: i64) -> Result<i64, Error> {
        let (first, last) = (block_of(from)?, block_of(to.max(from))?);
        let mut seconds = self.block(last)?.before(to.max(from)) - self.block(first)?.before(from);
        for index in first..last {
            seconds += self.block(index)?.total;
        }
        Ok(seconds)
    }

    /// The spans within a window, clipped to it.
    pub(crate) fn within(&self, span: Span) -> Result<Vec<Span>, Error> {
        let mut spans = Vec::new();
        for index in block_of(span.from)?..=block_of(span.to)? {
            spans.extend(self.block(index)?.pieces.iter().filter_map(|piece| piece.span.clip(span)));
        }
        Ok(union(spans)) // joins what the edge of a block parted
    }
}

fn block_of(at: i64) -> Result<usize, Error> {
    usize::try_from((at - RANGE.from) >> BLOCK_BITS).map_err(|_before_the_first| Error::OutOfRange)
}

fn window(index: usize) -> Span {
    let from = i64::try_from(index).map_or(RANGE.to, |index| RANGE.from + index * BLOCK);
    Span { from, to: from + BLOCK }
}

fn within_horizon(at: i64, next: i64) -> Result<i64, Error> {
    if next - at > HORIZON { Err(Error::NoOpenTime) } else { Ok(next) }
}
