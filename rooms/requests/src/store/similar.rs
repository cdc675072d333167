//! The index by which requests are found that are like another.
//!
//! A request that is taken in writes one row, its terms. Once [`BATCH`] of them have come, they are folded: a row for each term, with the
//! requests of the batch in which it stands; their own rows go. So taking in stays cheap, and a term is read by few rows however many
//! requests there are. Numbers of a team have no gaps, so a batch is known by its first one.

use std::collections::{BTreeMap, HashMap, HashSet};

use ground::{StoreError, TeamId, ToValue, Tx, Value};
use language::Language;
use team::fold;

use super::requests::{self, Request};
use super::{conversation, placeholders};
use crate::RequestId;
use crate::rules::State;
use crate::rules::likeness::{All, likeness};
use crate::rules::terms::{Said, Terms, is_usual, read as read_terms};

/// How many requests are folded together.
pub(crate) const BATCH: i64 = 1_024;
/// How many of the newest are looked through one by one; more only wait while very many come at once.
const LOOKED_THROUGH: i64 = 2 * BATCH;
/// How many terms of a request are looked for, those that it says first.
const ASKED: usize = 64;
/// How many places of terms are read at most, rare terms first: what stands nearly everywhere tells nothing.
const PLACES: i64 = 120_000;
/// How many of the likest are looked at more closely.
const CLOSER: usize = 60;
/// How many are told of.
const TOLD: usize = 5;
/// The bytes of a place: where in the batch, how often, and how long the text is.
const PLACE: usize = 6;
/// How many terms one statement asks for or writes.
const TERMS: usize = 32;

const NOTE: &str = "insert into request_terms (team_id, number, length, terms) values ($1, $2, $3, $4)
    on conflict (team_id, number) do nothing";
const INDEXED: &str = "select last_number, length from request_indexed where team_id = $1";
const BEGIN: &str =
    "insert into request_indexed (team_id, last_number, length) values ($1, 0, 0) on conflict (team_id) do nothing";
const REACH: &str =
    "update request_indexed set last_number = $1, length = length + $2 where team_id = $3 and last_number = $4";
const NEWEST: &str = "select number, length, terms from request_terms where team_id = $1 and number > $2
    order by number desc limit $3";
const OF_BATCH: &str =
    "select number, length, terms from request_terms where team_id = $1 and number > $2 and number <= $3";
const LEAVE: &str = "delete from request_terms where team_id = $1 and number <= $2";
const MISSING: &str =
    "select r.number from request r left join request_terms t on t.team_id = r.team_id and t.number = r.number
    where r.team_id = $1 and r.number > $2 and r.number <= $3 and t.number is null order by r.number limit $4";

/// A request that is like another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Which.
    pub request: Request,
    /// How much it shares with the other, as a share of what that one shares with itself; a common unit adds a little.
    pub likeness: f64,
}

/// Writes down what a request is about.
pub(crate) async fn note(tx: &mut Tx, team: TeamId, number: i64, terms: &Terms) -> Result<(), StoreError> {
    tx.execute(NOTE, (team, number, i64::from(terms.length), terms.written())).await?;
    Ok(())
}

/// How far a team's requests are folded: up to this number, with so many words in all.
async fn indexed(tx: &mut Tx, team: TeamId) -> Result<(i64, i64), StoreError> {
    match tx.query_opt(INDEXED, (team,)).await? {
        Some(row) => Ok((row.get(0)?, row.get(1)?)),
        None => Ok((0, 0)),
    }
}

/// The requests that are most like this one, the likest first; it is not among them, and spam is not.
///
/// Who asked, how often and how urgently weighs nothing.
pub async fn similar(tx: &mut Tx, team: TeamId, id: RequestId) -> Result<Vec<Similar>, StoreError> {
    let Some(request) = requests::find(tx, team, id).await? else { return Ok(Vec::new()) };
    let terms = terms_of(tx, &request).await?;
    like(tx, team, &terms, request.unit.as_deref(), Some(request.number)).await
}

/// The requests that are most like these words of somebody of this unit, the likest first. `spoken` is what they read, where it is known.
pub async fn similar_to_words(
    tx: &mut Tx,
    team: TeamId,
    words: &str,
    unit: Option<&str>,
    spoken: Language,
) -> Result<Vec<Similar>, StoreError> {
    like(tx, team, &Terms::of([words], spoken), unit, None).await
}

/// What a request is about, read from its words.
async fn terms_of(tx: &mut Tx, request: &Request) -> Result<Terms, StoreError> {
    let asked = conversation::asked(tx, request.team, request.id).await?;
    let (words, forwarded) = asked.as_ref().map_or(("", ""), |asked| (&asked.words, &asked.forwarded));
    let said = Said {
        subject: &request.subject,
        words,
        forwarded,
        result: request.result.as_deref(),
        audience: request.audience.as_deref(),
    };
    let spoken = match team::stakeholders::get(tx, request.team, request.stakeholder).await? {
        Some(by) => team::languages::of(tx, &by).await?,
        None => team::languages::of_team(tx, request.team).await?,
    };
    Ok(Terms::of_request(&said, spoken))
}

/// The requests that are most like these terms.
async fn like(
    tx: &mut Tx,
    team: TeamId,
    terms: &Terms,
    unit: Option<&str>,
    own_number: Option<i64>,
) -> Result<Vec<Similar>, StoreError> {
    let asked: Vec<&str> = terms.counted.iter().take(ASKED).map(|(term, _)| term.as_str()).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let (folded_to, length) = indexed(tx, team).await?;
    let newest = Newest::read(tx, team, folded_to, &asked).await?;
    let all = All {
        requests: u32::try_from(folded_to).unwrap_or(u32::MAX).saturating_add(newest.requests),
        length: whole(length) + newest.length,
    };
    let weighed = weigh(tx, team, all, &asked, &newest).await?;
    let mut shared = Shared::default();
    let mut itself = 0.0;
    for (term, rarity) in &weighed.rare {
        let count = terms.counted.iter().find(|(known, _)| known == term).map_or(1, |(_, count)| *count);
        itself += all.weight(*rarity, count, terms.length);
        for place in newest.places.get(*term).into_iter().flatten() {
            shared.add(place, all.weight(*rarity, place.count, place.length));
        }
    }
    for (term, batch, places) in &weighed.folded {
        let Some(rarity) = weighed.rare.get(term.as_str()) else { continue };
        for place in places.chunks_exact(PLACE).filter_map(|bytes| Place::read(*batch, bytes)) {
            shared.add(&place, all.weight(*rarity, place.count, place.length));
        }
    }
    let likest = shared.likest(own_number);
    let numbers: Vec<i64> = likest.iter().map(|(number, _)| *number).collect();
    let mut found: HashMap<i64, Request> =
        requests::by_numbers(tx, team, &numbers).await?.into_iter().map(|request| (request.number, request)).collect();
    let unit = unit.map(fold).filter(|unit| !unit.is_empty());
    let mut similar: Vec<Similar> = likest
        .into_iter()
        .filter_map(|(number, shared)| {
            let request = found.remove(&number).filter(|request| request.state != State::Spam)?;
            let same_unit = unit.is_some() && request.unit.as_deref().map(fold) == unit;
            Some(Similar { likeness: likeness(shared, itself, same_unit)?, request })
        })
        .collect();
    similar.sort_by(|one, other| {
        other.likeness.total_cmp(&one.likeness).then_with(|| other.request.number.cmp(&one.request.number))
    });
    similar.truncate(TOLD);
    Ok(similar)
}

/// A whole number as one to reckon with; of billions the last digits don't matter.
#[expect(clippy::cast_precision_loss, reason = "a mean length needs no more than 15 digits")]
fn whole(number: i64) -> f64 {
    number as f64
}

/// A request in which a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    number: i64,
    count: u16,
    length: u16,
}

impl Place {
    /// The bytes of a place in a batch; the first number of a batch has the place 0.
    fn written(self, batch: i64) -> [u8; PLACE] {
        let place = u16::try_from(self.number - 1 - batch * BATCH).unwrap_or_default();
        let ([a, b], [c, d], [e, f]) = (place.to_le_bytes(), self.count.to_le_bytes(), self.length.to_le_bytes());
        [a, b, c, d, e, f]
    }

    fn read(batch: i64, bytes: &[u8]) -> Option<Self> {
        let [a, b, c, d, e, f] = bytes.try_into().ok()?;
        Some(Self {
            number: batch * BATCH + 1 + i64::from(u16::from_le_bytes([a, b])),
            count: u16::from_le_bytes([c, d]),
            length: u16::from_le_bytes([e, f]),
        })
    }
}

/// What is said in the requests that are not folded yet, as far as it is asked for.
#[derive(Default)]
struct Newest {
    places: HashMap<String, Vec<Place>>,
    requests: u32,
    length: f64,
}

impl Newest {
    async fn read(tx: &mut Tx, team: TeamId, folded_to: i64, asked: &[&str]) -> Result<Self, StoreError> {
        let asked: HashSet<&str> = asked.iter().copied().collect();
        let mut newest = Self::default();
        for row in tx.query(NEWEST, (team, folded_to, LOOKED_THROUGH)).await? {
            let (number, length) = (row.get(0)?, u16::try_from(row.get::<i64>(1)?).unwrap_or(u16::MAX));
            for (term, count) in read_terms(&row.get::<String>(2)?).filter(|(term, _)| asked.contains(term)) {
                newest.places.entry(term.to_owned()).or_default().push(Place { number, count, length });
            }
            newest.requests += 1;
            newest.length += f64::from(length);
        }
        Ok(newest)
    }
}

/// The terms that are looked for, each with what it says, and where they stand in folded requests.
struct Weighed<'a> {
    rare: BTreeMap<&'a str, f64>,
    /// Term, batch, places.
    folded: Vec<(String, i64, Vec<u8>)>,
}

/// Reads where terms stand, the rarest first, until enough is read.
async fn weigh<'a>(
    tx: &mut Tx,
    team: TeamId,
    all: All,
    asked: &[&'a str],
    newest: &Newest,
) -> Result<Weighed<'a>, StoreError> {
    let mut folded_in: HashMap<String, i64> = HashMap::new();
    let counts = "select term, cast(sum(found_in) as bigint) from request_term where team_id = $1 and term in";
    for part in asked.chunks(TERMS) {
        let sql = format!("{counts} ({}) group by term", placeholders(2, TERMS));
        for row in tx.query(&sql, padded(team, part)).await? {
            folded_in.insert(row.get(0)?, row.get(1)?);
        }
    }
    let found_in = |term: &str| {
        let folded = folded_in.get(term).copied().unwrap_or_default();
        (folded, folded + newest.places.get(term).map_or(0, |places| i64::try_from(places.len()).unwrap_or_default()))
    };
    let mut rarest = asked.to_vec();
    rarest.sort_by_key(|term| found_in(term).1);
    let mut weighed = Weighed { rare: BTreeMap::new(), folded: Vec::new() };
    let mut read = 0;
    let mut wanted = Vec::new();
    for term in rarest {
        let (folded, in_all) = found_in(term);
        read += folded;
        if PLACES < read && !weighed.rare.is_empty() {
            break;
        }
        weighed.rare.insert(term, all.rarity(u32::try_from(in_all).unwrap_or(u32::MAX), is_usual(term)));
        if folded > 0 {
            wanted.push(term);
        }
    }
    for part in wanted.chunks(TERMS) {
        let sql = format!(
            "select term, batch, places from request_term where team_id = $1 and term in ({})",
            placeholders(2, TERMS)
        );
        for row in tx.query(&sql, padded(team, part)).await? {
            weighed.folded.push((row.get(0)?, row.get(1)?, row.get(2)?));
        }
    }
    Ok(weighed)
}

/// The team and always as many terms, so that one prepared statement serves every request.
fn padded(team: TeamId, terms: &[&str]) -> Vec<Value> {
    let last = terms.last().copied().unwrap_or_default();
    let terms = terms.iter().copied().chain(std::iter::repeat(last)).take(TERMS);
    std::iter::once(team.to_value()).chain(terms.map(ToValue::to_value)).collect()
}

/// What each request shares with the one that is asked about, by its number.
#[derive(Default)]
struct Shared(Vec<f64>);

impl Shared {
    fn add(&mut self, place: &Place, weight: f64) {
        let Ok(number) = usize::try_from(place.number) else { return };
        if self.0.len() <= number {
            self.0.resize(number + 1, 0.0);
        }
        if let Some(shared) = self.0.get_mut(number) {
            *shared += weight;
        }
    }

    /// Those that share most, in no order; of equals the newer.
    fn likest(self, but: Option<i64>) -> Vec<(i64, f64)> {
        let mut found: Vec<(i64, f64)> =
            (0..).zip(self.0).filter(|(number, shared)| 0.0 < *shared && Some(*number) != but).collect();
        let order = |one: &(i64, f64), other: &(i64, f64)| other.1.total_cmp(&one.1).then_with(|| other.0.cmp(&one.0));
        if CLOSER < found.len() {
            found.select_nth_unstable_by(CLOSER, order);
            found.truncate(CLOSER);
        }
        found
    }
}

/// How many requests one transaction writes down when there was no index yet; whoever takes one in at that moment waits for it.
const CAUGHT_UP: i64 = 100;

/// Every team that has requests, with the number of its newest.
pub(crate) async fn newest_numbers(tx: &mut Tx) -> Result<Vec<(TeamId, i64)>, StoreError> {
    // every team: one round looks after the index of all.
    let sql = "select team_id, last_number from request_count";
    tx.query(sql, ()).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Writes down what requests are about that nobody wrote down, since there was no index when they were taken in: some of those that are
/// folded next. Tells how many these were.
pub(crate) async fn catch_up(tx: &mut Tx, team: TeamId) -> Result<usize, StoreError> {
    let (folded_to, _) = indexed(tx, team).await?;
    let rows = tx.query(MISSING, (team, folded_to, folded_to + BATCH, CAUGHT_UP)).await?;
    let missing = rows.iter().map(|row| row.get(0)).collect::<Result<Vec<i64>, _>>()?;
    for request in requests::by_numbers(tx, team, &missing).await? {
        let terms = terms_of(tx, &request).await?;
        note(tx, team, request.number, &terms).await?;
    }
    Ok(missing.len())
}

/// Folds the next batch of requests, if all of it is there. Two that do it at once do it once.
pub(crate) async fn fold_batch(tx: &mut Tx, team: TeamId) -> Result<bool, StoreError> {
    let (folded_to, _) = indexed(tx, team).await?;
    let upto = folded_to + BATCH;
    let rows = tx.query(OF_BATCH, (team, folded_to, upto)).await?;
    if i64::try_from(rows.len()).is_ok_and(|rows| rows < BATCH) {
        return Ok(false);
    }
    let batch = folded_to.div_euclid(BATCH);
    let mut folded: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut words = 0;
    for row in &rows {
        let number = row.get(0)?;
        let length = row.get::<i64>(1)?;
        words += length;
        let length = u16::try_from(length).unwrap_or(u16::MAX);
        for (term, count) in read_terms(&row.get::<String>(2)?) {
            let place = Place { number, count, length }.written(batch);
            folded.entry(term.to_owned()).or_default().extend(place);
        }
    }
    tx.execute(BEGIN, (team,)).await?;
    if tx.execute(REACH, (upto, words, team, folded_to)).await? == 0 {
        return Ok(false);
    }
    let folded: Vec<(String, Vec<u8>)> = folded.into_iter().collect();
    for part in folded.chunks(TERMS) {
        write(tx, team, batch, part).await?;
    }
    tx.execute(LEAVE, (team, upto)).await?;
    Ok(true)
}

async fn write(tx: &mut Tx, team: TeamId, batch: i64, terms: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
    let rows: Vec<String> = (0..terms.len()).map(|row| format!("({})", placeholders(1 + row * 5, 5))).collect();
    let sql = format!("insert into request_term (team_id, term, batch, found_in, places) values {}", rows.join(", "));
    let mut values = Vec::with_capacity(terms.len() * 5);
    for (term, places) in terms {
        let found_in = i64::try_from(places.len() / PLACE).unwrap_or(i64::MAX);
        values.extend([
            team.to_value(),
            term.to_value(),
            batch.to_value(),
            found_in.to_value(),
            places.as_slice().to_value(),
        ]);
    }
    tx.execute(&sql, values).await?;
    Ok(())
}
