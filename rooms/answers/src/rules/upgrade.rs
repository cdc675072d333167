//! What an order gains beyond itself: six elements, each empty, asked, answered, standing by its default, filled by a member, or waived with
//! a reason. The table of elements, their questions and their defaults is the method's (“Order upgrade”).

use jiff::Timestamp;
use jiff::civil::Date;
use worktime::{Due, Office, Turnaround};

use super::Addition;
use super::value::{Value, part};

/// How many questions one letter asks at the most.
pub const QUESTIONS: usize = 3;

/// How many calendar days after the delivery the team comes back, if nobody says otherwise; the next working day counts.
pub const FOLLOW_UP_DAYS: i32 = 45;

/// How many business hours somebody has for an answer before the defaults stand: five working days, and fewer where the delivery is near.
const HEARD_WITHIN_HOURS: [u32; 4] = [120, 72, 48, 24];

/// The longest draft of an outcome out of the order's words, in signs.
const DRAFT: usize = 160;

/// What somebody put into an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Which.
    pub addition: Addition,
    /// What stands in it.
    pub value: Value,
    /// Why the order goes without it; nothing unless it was waived.
    pub waived: Option<String>,
    /// Who, as `member:<id>`, `stakeholder:<id>` or `token:<id>`.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

impl Entered {
    /// Whether the stakeholder said it on their page.
    pub fn is_their_word(&self) -> bool {
        self.by.starts_with("stakeholder:")
    }

    fn stands(&self) -> bool {
        self.waived.is_some() || self.value.fills(self.addition)
    }
}

/// Questions that went out together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFor {
    /// What was asked for.
    pub additions: Vec<Addition>,
    /// Until when an answer was waited for.
    pub until_at: Timestamp,
}

/// What holds where nobody answered in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// What stands then; none where there is only something to do: a number to read, a measure to find, a day that is not known yet.
    pub value: Option<Value>,
    /// How far it can be relied on.
    pub mark: Mark,
}

/// How far a default can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Ours, and nobody confirmed it.
    Unconfirmed,
    /// The nearest one that is there.
    Proposed,
    /// No goal is known; counts against alignment.
    NoneKnown,
    /// To be read before the delivery.
    ToRead,
}

impl Mark {
    /// As it stands beside the element.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Proposed => "proposed",
            Self::NoneKnown => "none known",
            Self::ToRead => "to be read before delivery",
        }
    }
}

/// What defaults are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// A draft of the outcome out of the order's own words.
    pub outcome: Option<Value>,
    /// The nearest measure: of the linked metric, or else of the diagnosis.
    pub measure: Option<Value>,
    /// What the requester is called.
    pub requester: String,
    /// The day of the follow-up, counted from the delivery.
    pub follow_up_on: Option<Date>,
}

/// The default of an element, by the method's table.
pub fn fallback(addition: Addition, known: &Known) -> Fallback {
    let (value, mark) = match addition {
        Addition::Outcome => (known.outcome.clone(), Mark::Unconfirmed),
        Addition::Measure => (known.measure.clone(), Mark::Proposed),
        Addition::Link => (Some(Value::default().with(part::THING, part::NONE)), Mark::NoneKnown),
        Addition::Baseline => (None, Mark::ToRead),
        Addition::Owner => (Some(Value::words(&known.requester)), Mark::Unconfirmed),
        Addition::FollowUp => {
            (known.follow_up_on.map(|on| Value::default().with(part::ON, &on.to_string())), Mark::Unconfirmed)
        }
    };
    Fallback { value: value.filter(|value| value.fills(addition)), mark }
}

/// Where an element stands at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody said anything, and nobody was asked.
    Empty,
    /// Asked, and an answer may still come.
    Asked {
        /// Until when it is waited for.
        until_at: Timestamp,
    },
    /// The stakeholder said it.
    Answered(Entered),
    /// Nobody answered in time.
    ByDefault {
        /// Since when it stands.
        since_at: Timestamp,
        /// What stands.
        fallback: Fallback,
    },
    /// A member, or a program, filled it.
    Filled(Entered),
    /// The order goes without it, for a reason.
    Waived(Entered),
}

impl Standing {
    /// Where an element stands at `now`. What somebody said counts before any default; of several askings the last counts.
    pub fn of(
        addition: Addition,
        entered: Option<&Entered>,
        asked: &[AskedFor],
        known: &Known,
        now: Timestamp,
    ) -> Self {
        if let Some(entered) = entered.filter(|entered| entered.stands()) {
            let entered = entered.clone();
            return if entered.waived.is_some() {
                Self::Waived(entered)
            } else if entered.is_their_word() {
                Self::Answered(entered)
            } else {
                Self::Filled(entered)
            };
        }
        let until_at =
            asked.iter().filter(|asked| asked.additions.contains(&addition)).map(|asked| asked.until_at).max();
        match until_at {
            None => Self::Empty,
            Some(until_at) if now <= until_at => Self::Asked { until_at },
            Some(since_at) => Self::ByDefault { since_at, fallback: fallback(addition, known) },
        }
    }

    /// Whether it counts among the six. A default counts where it says something; a number that is still to be read does not.
    pub fn is_filled(&self) -> bool {
        match self {
            Self::Answered(_) | Self::Filled(_) | Self::Waived(_) => true,
            Self::ByDefault { fallback, .. } => fallback.value.is_some(),
            Self::Empty | Self::Asked { .. } => false,
        }
    }

    /// What stands in it, if anything does.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Answered(entered) | Self::Filled(entered) => Some(&entered.value),
            Self::ByDefault { fallback, .. } => fallback.value.as_ref(),
            Self::Waived(_) | Self::Empty | Self::Asked { .. } => None,
        }
    }

    /// In one word, as machines read it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Asked { .. } => "asked",
            Self::Answered(_) => "answered",
            Self::ByDefault { .. } => "default",
            Self::Filled(_) => "filled",
            Self::Waived(_) => "waived",
        }
    }
}

/// The first three elements that are empty, in the order of the table: what the next letter asks.
pub fn to_ask<'a>(standings: impl IntoIterator<Item = (Addition, &'a Standing)>) -> Vec<Addition> {
    let empty = standings.into_iter().filter(|(_, standing)| **standing == Standing::Empty);
    empty.map(|(addition, _)| addition).take(QUESTIONS).collect()
}

/// Why questions can't be sent, in the words the member reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotAsk {
    /// None was picked.
    #[error("Pick one question at least, and three at most.")]
    None,
    /// More than a reader answers on the way.
    #[error("Pick three questions at most. More are left unanswered.")]
    TooMany,
    /// It is there already.
    #[error("“{}” is there already. Change it here if it is wrong, or pick another question.", .0.title())]
    IsThere(Addition),
    /// It was asked, and the time is not over.
    #[error("“{}” was asked already, and an answer may still come.", .0.title())]
    Waits(Addition),
}

/// Checks the questions of a letter: what is empty may be asked, and what stands only by its default.
pub fn ask(picked: &[Addition], standing: impl Fn(Addition) -> Standing) -> Result<(), CannotAsk> {
    if picked.is_empty() {
        return Err(CannotAsk::None);
    }
    if picked.len() > QUESTIONS {
        return Err(CannotAsk::TooMany);
    }
    for addition in picked {
        match standing(*addition) {
            Standing::Empty | Standing::ByDefault { .. } => {}
            Standing::Asked { .. } => return Err(CannotAsk::Waits(*addition)),
            Standing::Answered(_) | Standing::Filled(_) | Standing::Waived(_) => {
                return Err(CannotAsk::IsThere(*addition));
            }
        }
    }
    Ok(())
}

/// Whether what the stakeholder says takes the place of what stands: where nothing stands, and where it is their own word of before. Over
/// what a member put there it never goes; both are shown then.
pub fn may_take_the_place(entered: Option<&Entered>) -> bool {
    entered.is_none_or(|entered| !entered.stands() || entered.is_their_word())
}

/// By when an answer counts, before the defaults stand: five working days on the working-day clock, or less where that would not end before
/// the day of the delivery; one at least.
///
/// # Errors
/// The calendar's own, where it never opens again.
pub fn heard_by(office: &Office, now: Timestamp, delivery_on: Option<Date>) -> Result<Timestamp, worktime::Error> {
    let mut heard_by = now;
    for hours in HEARD_WITHIN_HOURS {
        heard_by = match office.due(now, Turnaround::business_hours(hours), &[])? {
            Due::At(at) | Due::Paused(at) => at,
        };
        if delivery_on.is_none_or(|on| office.date_of(heard_by) < on) {
            break;
        }
    }
    Ok(heard_by)
}

/// The day on which the team comes back with the number: so many calendar days after the delivery, or the next working day.
///
/// # Errors
/// The calendar's own, where it never opens again.
pub fn follow_up_on(office: &Office, delivery_on: Date) -> Result<Date, worktime::Error> {
    office.working_date(delivery_on, FOLLOW_UP_DAYS)
}

/// A draft of the outcome out of the order itself: who, and what they asked for in their own words. Nothing where there are no words.
pub fn outcome_draft(audience: Option<&str>, result: Option<&str>, words: &str) -> Option<Value> {
    let said = result.map(str::trim).filter(|result| !result.is_empty()).unwrap_or_else(|| first_sentence(words));
    if said.is_empty() {
        return None;
    }
    let value = Value::words(&cut(said));
    Some(audience.map_or(value.clone(), |audience| value.with(part::GROUP, audience)))
}

/// The first sentence that is no greeting: greetings are short and end in a comma.
fn first_sentence(words: &str) -> &str {
    let is_greeting = |line: &&str| line.split_whitespace().count() <= 4 && line.ends_with([',', '!', ':']);
    let line = words.lines().map(str::trim).filter(|line| !line.is_empty()).find(|line| !is_greeting(line));
    let line = line.unwrap_or_default();
    let end = line.char_indices().zip(line.chars().skip(1).map(Some).chain([None]));
    let end = end.filter(|((_, sign), next)| matches!(sign, '.' | '!' | '?') && next.is_none_or(char::is_whitespace));
    let end = end.map(|((place, sign), _)| place + sign.len_utf8()).next().unwrap_or(line.len());
    line.get(..end).unwrap_or(line)
}

fn cut(text: &str) -> String {
    if text.chars().count() <= DRAFT {
        return text.to_owned();
    }
    let mut shown = String::new();
    for word in text.split_whitespace() {
        if shown.chars().count() + word.chars().count() > DRAFT {
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    format!("{shown} …")
}

#[cfg(test)]
mod tests {
    use worktime::Calendar;

    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("{text}:00+01:00").parse().unwrap()
    }

    fn office() -> Office {
        let calendar = Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00").unwrap();
        Office::new(&calendar.with_holiday("2026-12-25".parse().unwrap(), "Christmas")).unwrap()
    }

    fn entered(addition: Addition, words: &str, waived: Option<&str>, by: &str) -> Entered {
        let (value, waived) = (Value::words(words), waived.map(str::to_owned));
        Entered { addition, value, waived, by: by.to_owned(), at: at("2026-11-25T10:15"), version: 1 }
    }

    fn known() -> Known {
        Known {
            outcome: Some(Value::words("date each deal")),
            measure: Some(Value::words("Dated next steps")),
            requester: "Ben Ruhl".to_owned(),
            follow_up_on: Some("2027-01-25".parse().unwrap()),
        }
    }

    /// Every way in which the six can be there or not: the first three that are empty are asked, in the order of the table, and the order is
    /// upgraded when none is empty.
    #[test]
    fn of_all_64_orders_the_first_three_empty_are_asked() {
        for bits in 0_u32..64 {
            let is_there = |place: usize| bits >> place & 1 == 1;
            let standings: Vec<(Addition, Standing)> = (0..)
                .zip(Addition::ALL)
                .map(|(place, addition)| {
                    let waived = (place % 2 == 1).then_some("one day, twelve slides");
                    let entered = is_there(place).then(|| entered(addition, "something", waived, "member:1"));
                    let now = at("2026-11-25T10:15");
                    (addition, Standing::of(addition, entered.as_ref(), &[], &known(), now))
                })
                .collect();
            let expected: Vec<Addition> =
                (0..6).filter(|place| !is_there(*place)).map(|place| Addition::ALL[place]).take(3).collect();
            let asked = to_ask(standings.iter().map(|(addition, standing)| (*addition, standing)));
            assert_eq!(asked, expected, "{bits:06b}");
            let filled = standings.iter().filter(|(_, standing)| standing.is_filled()).count();
            assert_eq!(filled, usize::try_from(bits.count_ones()).unwrap());
            assert_eq!(asked.is_empty(), bits == 63);
        }
    }

    #[test]
    fn what_was_asked_waits_until_its_time_and_stands_by_default_after() {
        let until_at = at("2026-12-02T10:15");
        for addition in Addition::ALL {
            let asked = [AskedFor { additions: vec![addition], until_at }];
            let of = |now: &str| Standing::of(addition, None, &asked, &known(), at(now));
            assert_eq!(of("2026-12-02T10:15"), Standing::Asked { until_at }, "at the instant itself it still counts");
            let Standing::ByDefault { since_at, fallback } = of("2026-12-02T10:16") else { panic!("{addition:?}") };
            assert_eq!(since_at, until_at);
            let (line, mark) = match addition {
                Addition::Outcome => (Some("date each deal"), Mark::Unconfirmed),
                Addition::Measure => (Some("Dated next steps"), Mark::Proposed),
                Addition::Link => (Some("none"), Mark::NoneKnown),
                Addition::Baseline => (None, Mark::ToRead),
                Addition::Owner => (Some("Ben Ruhl"), Mark::Unconfirmed),
                Addition::FollowUp => (Some("2027-01-25"), Mark::Unconfirmed),
            };
            let said = fallback.value.as_ref().and_then(|value| value.iter().next()).map(|(_, text)| text);
            assert_eq!((said, fallback.mark), (line, mark));
            assert_eq!(
                of("2026-12-02T10:16").is_filled(),
                addition != Addition::Baseline,
                "a number to read is no number"
            );
        }
        let nothing = Known { requester: "Ben".to_owned(), ..Known::default() };
        for addition in [Addition::Outcome, Addition::Measure, Addition::FollowUp] {
            assert_eq!(fallback(addition, &nothing).value, None, "{addition:?} has nothing to go by");
        }
    }

    #[test]
    fn a_word_counts_before_a_default_and_the_last_asking_counts() {
        let addition = Addition::Owner;
        let late = at("2027-02-01T10:00");
        let asked: Vec<AskedFor> = ["2026-12-02T10:15", "2027-02-08T10:15"]
            .map(|until| AskedFor { additions: vec![addition], until_at: at(until) })
            .to_vec();
        let of = |entered: Option<&Entered>, asked: &[AskedFor]| Standing::of(addition, entered, asked, &known(), late);
        assert_eq!(of(None, &asked), Standing::Asked { until_at: at("2027-02-08T10:15") });
        assert_eq!(of(None, &asked[..1]).word(), "default");
        assert_eq!(of(None, &[]), Standing::Empty);
        for (entered, word) in [
            (entered(addition, "Mira", None, "stakeholder:1"), "answered"),
            (entered(addition, "Mira", None, "member:1"), "filled"),
            (entered(addition, "Mira", None, "token:1"), "filled"),
            (entered(addition, "", Some("nobody can"), "member:1"), "waived"),
            (entered(addition, " ", None, "member:1"), "default"),
        ] {
            assert_eq!(of(Some(&entered), &asked[..1]).word(), word);
            assert_eq!(may_take_the_place(Some(&entered)), matches!(word, "answered" | "default"), "{word}");
        }
        assert!(may_take_the_place(None));
    }

    #[test]
    fn a_letter_asks_one_to_three_of_what_is_not_there() {
        let now = at("2026-11-25T10:15");
        let standing = |addition: Addition| {
            let there = entered(addition, "there", None, "member:1");
            let asked = [AskedFor { additions: vec![Addition::Measure], until_at: at("2026-12-02T10:15") }];
            let entered = (addition == Addition::Outcome).then_some(&there);
            Standing::of(addition, entered, &asked, &known(), now)
        };
        assert_eq!(ask(&[], standing), Err(CannotAsk::None));
        assert_eq!(ask(&Addition::ALL[2..], standing), Err(CannotAsk::TooMany));
        assert_eq!(ask(&[Addition::Outcome], standing), Err(CannotAsk::IsThere(Addition::Outcome)));
        assert_eq!(ask(&[Addition::Link, Addition::Measure], standing), Err(CannotAsk::Waits(Addition::Measure)));
        assert_eq!(ask(&Addition::ALL[3..], standing), Ok(()));
    }

    #[test]
    fn an_answer_is_waited_for_five_working_days_and_less_where_the_delivery_is_near() {
        let by = |now: &str, delivery_on: Option<&str>| {
            heard_by(&office(), at(now), delivery_on.map(|on| on.parse().unwrap())).unwrap()
        };
        let wednesday = "2026-11-25T10:15";
        for (delivery_on, expected) in [
            (None, "2026-12-02T10:15"),
            (Some("2026-12-03"), "2026-12-02T10:15"),
            (Some("2026-12-02"), "2026-11-30T10:15"),
            (Some("2026-11-30"), "2026-11-27T10:15"),
            (Some("2026-11-27"), "2026-11-26T10:15"),
            (Some("2026-11-25"), "2026-11-26T10:15"),
        ] {
            assert_eq!(by(wednesday, delivery_on), at(expected), "{delivery_on:?}");
        }
        assert_eq!(by("2026-12-23T12:00", None), at("2026-12-31T12:00"), "Christmas stands still");
    }

    #[test]
    fn the_follow_up_is_45_days_after_the_delivery_on_a_working_day() {
        let on = |delivery: &str| follow_up_on(&office(), delivery.parse().unwrap()).unwrap().to_string();
        assert_eq!(on("2026-12-11"), "2027-01-25", "a Monday");
        assert_eq!(on("2026-12-09"), "2027-01-25", "a Saturday moves on");
        assert_eq!(on("2026-11-10"), "2026-12-28", "a holiday and the weekend after it move on");
    }

    #[test]
    fn an_outcome_is_drafted_from_the_order_itself() {
        let draft = |audience, result, words: &str| outcome_draft(audience, result, words);
        let words = "Hi Jonas,\n\nwe need a CRM refresher for v2.1, two hours. Can you send dates?";
        let value = draft(Some("sixty account managers"), None, words).unwrap();
        assert_eq!(value.text(part::WORDS), "we need a CRM refresher for v2.1, two hours.");
        assert_eq!(value.text(part::GROUP), "sixty account managers");
        assert_eq!(draft(None, Some("62 % to 90 %"), words), Some(Value::words("62 % to 90 %")));
        assert_eq!(draft(None, None, "Hello,\n\n"), None);
        let long = draft(None, None, &"word ".repeat(60)).unwrap();
        assert!(long.text(part::WORDS).ends_with("word …") && long.text(part::WORDS).chars().count() <= 162);
    }
}
