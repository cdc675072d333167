use jiff::Timestamp;

/// The fewest ways forward that make a sheet: with one there is nothing to choose.
pub const FEWEST: usize = 2;
/// The most that a person can weigh against each other on one page.
pub const MOST: usize = 4;

/// One way forward.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Way {
    /// What it is called: “A decision aid only”.
    pub title: String,
    /// What is done, and how it differs from the others.
    pub what: String,
    /// By when it is ready, in words.
    pub ready_by: Option<String>,
    /// What it takes of the team and of the stakeholder's people, in words.
    pub effort: Option<String>,
    /// Whether it is the one that the team recommends.
    pub is_recommended: bool,
}

impl Way {
    /// Whether nothing was written about it.
    pub fn is_blank(&self) -> bool {
        let texts =
            [Some(self.title.as_str()), Some(self.what.as_str()), self.ready_by.as_deref(), self.effort.as_deref()];
        texts.into_iter().flatten().all(|text| text.trim().is_empty())
    }

    fn tidied(self) -> Self {
        let text = |text: String| text.trim().to_owned();
        let some = |given: Option<String>| given.map(text).filter(|text| !text.is_empty());
        Self {
            title: text(self.title),
            what: text(self.what),
            ready_by: some(self.ready_by),
            effort: some(self.effort),
            ..self
        }
    }
}

/// Where something is missing on a sheet. Ways are counted from 1, as the page numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The title of a way.
    Title(usize),
    /// What a way is and how it differs.
    What(usize),
    /// Which one is recommended.
    Recommended,
}

/// What is missing before a sheet can go out, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Where.
    pub place: Place,
    /// What to do, in a sentence.
    pub words: String,
}

/// Decides whether these ways make a sheet: two to four, each with a title and how it differs from the others, one recommended at the
/// most. Blank ones count for nothing; the others move up.
///
/// # Errors
/// All that is missing, in the order of the page.
pub fn sheet(ways: Vec<Way>) -> Result<Vec<Way>, Vec<Missing>> {
    let mut missing = Vec::new();
    let mut say = |place: Place, words: &str| missing.push(Missing { place, words: words.to_owned() });
    let numbered: Vec<(usize, Way)> =
        (1..).zip(ways.into_iter().map(Way::tidied)).filter(|(_, way)| !way.is_blank()).collect();
    for (place, (number, way)) in numbered.iter().enumerate() {
        let before = || numbered.iter().take(place).map(|(_, way)| way);
        if way.title.is_empty() {
            say(Place::Title(*number), "Give this way a name, so that it can be chosen by it.");
        } else if before().any(|other| key(&other.title) == key(&way.title)) {
            say(Place::Title(*number), "Two ways have this name. Give each its own.");
        }
        if way.what.is_empty() {
            say(Place::What(*number), "Say what is done, and how it differs from the others.");
        } else if before().any(|other| key(&other.what) == key(&way.what)) {
            say(Place::What(*number), "Another way says the same. Say how this one differs.");
        }
    }
    if numbered.len() < FEWEST {
        let next = numbered.last().map_or(1, |(number, _)| number + 1);
        say(Place::Title(next), "Set at least two ways beside each other. With one there is nothing to choose.");
    }
    if let Some((number, _)) = numbered.get(MOST) {
        say(Place::Title(*number), "Leave at most four ways. More can't be weighed on one page.");
    }
    if numbered.iter().filter(|(_, way)| way.is_recommended).count() > 1 {
        say(Place::Recommended, "Recommend one way, or none.");
    }
    if missing.is_empty() { Ok(numbered.into_iter().map(|(_, way)| way).collect()) } else { Err(missing) }
}

/// How two texts are compared: blanks folded, in lower case.
fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where a sheet stands when somebody chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many ways it has.
    pub ways: usize,
    /// Until when its dates hold; without end if empty.
    pub holds_until_at: Option<Timestamp>,
    /// The way that was chosen last, counted from 1.
    pub chosen: Option<usize>,
    /// Whether what was promised after that choice was sent, so that the work has begun.
    pub has_begun: bool,
    /// Whether a newer sheet stands in its place.
    pub is_replaced: bool,
    /// Whether the request waits for nothing any more.
    pub is_over: bool,
}

/// What a choice comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The first on this sheet: it starts the next promise.
    First,
    /// The same as before: nothing changes.
    Same,
    /// Another than before: it counts, and the promise stays.
    Another,
}

/// Why a way can't be chosen, in the words the stakeholder reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotChoose {
    /// The sheet has no way of this number.
    #[error("There is no option of this number on the sheet. Choose one of those that stand there.")]
    NoSuchWay,
    /// The dates held until then.
    #[error("The dates of this sheet have passed. Tell us which option you want, and we work them out again.")]
    DatesPassed,
    /// It was begun.
    #[error("The work on the option you chose has begun. Write to us if it no longer fits.")]
    Begun,
    /// There is a newer sheet.
    #[error("We have sent you a newer sheet since. Choose there.")]
    Replaced,
    /// The request is closed or withdrawn.
    #[error("This request is over. Write to us if you want to take it up again.")]
    Over,
}

/// Chooses the way of this number.
///
/// The same again is the same answer. Another may be chosen until the work begins. Once the dates have passed none can be chosen, since
/// they would be promised again as they stand.
pub fn choose(sheet: &Standing, way: usize, now: Timestamp) -> Result<Chosen, CannotChoose> {
    if !(1..=sheet.ways).contains(&way) {
        Err(CannotChoose::NoSuchWay)
    } else if sheet.chosen == Some(way) {
        Ok(Chosen::Same)
    } else if sheet.is_over {
        Err(CannotChoose::Over)
    } else if sheet.is_replaced {
        Err(CannotChoose::Replaced)
    } else if sheet.has_begun {
        Err(CannotChoose::Begun)
    } else if sheet.holds_until_at.is_some_and(|until| until < now) {
        Err(CannotChoose::DatesPassed)
    } else if sheet.chosen.is_some() {
        Ok(Chosen::Another)
    } else {
        Ok(Chosen::First)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(title: &str, what: &str) -> Way {
        Way { title: title.to_owned(), what: what.to_owned(), ..Way::default() }
    }

    fn ways(count: usize) -> Vec<Way> {
        (1..=count).map(|n| way(&format!("Way {n}"), &format!("It takes {n} days."))).collect()
    }

    fn places(ways: Vec<Way>) -> Vec<Place> {
        sheet(ways).map_or_else(|missing| missing.into_iter().map(|missing| missing.place).collect(), |_| Vec::new())
    }

    #[test]
    fn two_to_four_ways_make_a_sheet() {
        for count in 0..=6 {
            let missing = places(ways(count));
            assert_eq!(missing.is_empty(), (FEWEST..=MOST).contains(&count), "{count}: {missing:?}");
        }
        assert_eq!(places(vec![]), [Place::Title(1)]);
        assert_eq!(places(ways(1)), [Place::Title(2)]);
        assert_eq!(places(ways(5)), [Place::Title(5)]);
    }

    #[test]
    fn each_way_says_its_name_and_how_it_differs() {
        // Every way of leaving out title and text of three ways: what is left out is told, and nothing else.
        for left_out in 0_u32..64 {
            let mut sheet = ways(3);
            let mut expected = Vec::new();
            for (place, way) in sheet.iter_mut().enumerate() {
                let bits = left_out >> (place * 2) & 3;
                if bits & 1 == 1 {
                    way.title = " ".to_owned();
                }
                if bits & 2 == 2 {
                    way.what.clear();
                }
                match bits {
                    1 => expected.push(Place::Title(place + 1)),
                    2 => expected.push(Place::What(place + 1)),
                    _ => {}
                }
            }
            let written: Vec<usize> = (1..=3).filter(|number| !sheet[number - 1].is_blank()).collect();
            if written.len() < FEWEST {
                let title = Place::Title(written.last().map_or(1, |number| number + 1));
                expected.push(title);
            }
            assert_eq!(places(sheet), expected, "{left_out:b}");
        }
    }

    #[test]
    fn two_ways_are_never_the_same() {
        let same_name = vec![way("A decision aid", "One page."), way("a  Decision aid ", "A course.")];
        assert_eq!(places(same_name), [Place::Title(2)]);
        let same_words = vec![way("A course", "One page."), way("A decision aid", "one page.")];
        assert_eq!(places(same_words), [Place::What(2)]);
    }

    #[test]
    fn one_way_is_recommended_or_none() {
        for recommended in 0_u32..8 {
            let mut sheet = ways(3);
            for (place, way) in sheet.iter_mut().enumerate() {
                way.is_recommended = recommended >> place & 1 == 1;
            }
            let expected: &[Place] = if recommended.count_ones() > 1 { &[Place::Recommended] } else { &[] };
            assert_eq!(places(sheet), expected, "{recommended:b}");
        }
    }

    #[test]
    fn a_blank_way_between_others_leaves_no_gap() {
        let sheet = sheet(vec![way("One", "a"), Way::default(), way(" Three ", " b ")]).unwrap();
        assert_eq!(sheet, [way("One", "a"), way("Three", "b")]);
    }

    #[test]
    fn a_choice_in_every_standing() {
        let now: Timestamp = "2026-12-01T16:00:00Z".parse().unwrap();
        let before: Timestamp = "2026-12-01T15:59:59.999Z".parse().unwrap();
        for way in 0..=4 {
            for chosen in [None, Some(1), Some(2)] {
                for bits in 0_u32..16 {
                    let is = |bit: u32| bits >> bit & 1 == 1;
                    let holds_until_at = Some(if is(0) { before } else { now });
                    let sheet = Standing {
                        ways: 3,
                        holds_until_at,
                        chosen,
                        has_begun: is(1),
                        is_replaced: is(2),
                        is_over: is(3),
                    };
                    let expected = match (way, bits) {
                        (0 | 4, _) => Err(CannotChoose::NoSuchWay),
                        (way, _) if chosen == Some(way) => Ok(Chosen::Same),
                        (_, bits) if bits & 8 != 0 => Err(CannotChoose::Over),
                        (_, bits) if bits & 4 != 0 => Err(CannotChoose::Replaced),
                        (_, bits) if bits & 2 != 0 => Err(CannotChoose::Begun),
                        (_, 1) => Err(CannotChoose::DatesPassed),
                        _ if chosen.is_some() => Ok(Chosen::Another),
                        _ => Ok(Chosen::First),
                    };
                    assert_eq!(choose(&sheet, way, now), expected, "{sheet:?}, {way}");
                }
            }
        }
    }

    #[test]
    fn a_sheet_without_an_end_can_be_chosen_from_at_any_time() {
        let sheet = Standing {
            ways: 2,
            holds_until_at: None,
            chosen: None,
            has_begun: false,
            is_replaced: false,
            is_over: false,
        };
        assert_eq!(choose(&sheet, 1, Timestamp::MAX), Ok(Chosen::First));
    }
}
