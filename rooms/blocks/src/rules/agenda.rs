use jiff::Timestamp;

/// How many requests a block looks at, unless the rest has no later block in time.
pub const MOST: usize = 3;

/// A block that can still take requests, as far as an agenda needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot<Key> {
    /// Which block.
    pub key: Key,
    /// When it ends: what it looks at is answered by then.
    pub ends_at: Timestamp,
}

/// Which block looks at which requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda<Key, Id> {
    /// Every block with its requests, in order of their promises; blocks in order of time.
    pub of: Vec<(Key, Vec<Id>)>,
    /// Requests that no block is in time for, in order of their promises: time should be reserved for them.
    pub without: Vec<Id>,
}

impl<Key: PartialEq, Id: PartialEq> Agenda<Key, Id> {
    /// What a block looks at.
    pub fn of_block(&self, key: &Key) -> &[Id] {
        self.of.iter().find(|(of, _)| of == key).map_or(&[], |(_, requests)| requests.as_slice())
    }

    /// The block that looks at a request.
    pub fn block_of(&self, request: &Id) -> Option<&Key> {
        self.of.iter().find(|(_, requests)| requests.contains(request)).map(|(key, _)| key)
    }
}

/// Deals parked requests to the blocks to come.
///
/// A block takes requests in order of their promises, at most three; the rest goes to the next block that ends before (or just when)
/// the promise is due. What has no later block in time comes on top of the three. A promise that fell due already is answered all the
/// same: it comes on top in the next block, and takes nobody's place. `jumping` are emergencies named in advance: they come before all
/// others in the next block, if that is in time, and take nobody's place either. Blocks that end at the same time, of several members,
/// take requests in turns.
pub fn agenda<Key: Clone, Id: Copy + PartialEq>(
    slots: &[Slot<Key>],
    jumping: &[Id],
    promised: &[(Id, Timestamp)],
    now: Timestamp,
) -> Agenda<Key, Id> {
    let mut slots: Vec<&Slot<Key>> = slots.iter().filter(|slot| now < slot.ends_at).collect();
    slots.sort_by_key(|slot| slot.ends_at);
    let mut promised = promised.to_vec();
    promised.sort_by_key(|(_, due_at)| *due_at);

    let (mut on_top, promised): (Vec<_>, Vec<_>) = promised.into_iter().partition(|(id, _)| jumping.contains(id));
    let (fallen, open): (Vec<_>, Vec<_>) = promised.into_iter().partition(|(_, due_at)| *due_at < now);
    let is_in_time = |due_at: Timestamp| slots.first().is_some_and(|first| first.ends_at <= due_at);
    let (mut waiting, without): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, due_at)| is_in_time(*due_at));
    // What fell due is answered late in any block; what jumps and can still be in time waits for none that is not.
    let (late, in_time): (Vec<_>, Vec<_>) =
        on_top.into_iter().partition(|(_, due_at)| now <= *due_at && !is_in_time(*due_at));
    on_top = in_time.into_iter().chain(fallen).collect();

    let mut of = Vec::with_capacity(slots.len());
    let mut rest = slots.as_slice();
    for same_end in slots.chunk_by(|one, two| one.ends_at == two.ends_at) {
        rest = rest.get(same_end.len()..).unwrap_or_default();
        let is_last_in_time = |due_at: Timestamp| rest.first().is_none_or(|next| due_at < next.ends_at);
        let mut takes: Vec<(Id, Timestamp)> = Vec::new();
        waiting.retain(|(id, due_at)| {
            let taken = takes.len() < MOST * same_end.len() || is_last_in_time(*due_at);
            if taken {
                takes.push((*id, *due_at));
            }
            !taken
        });
        let first = std::mem::take(&mut on_top);
        for (place, slot) in same_end.iter().enumerate() {
            let in_turn = |of: &[(Id, Timestamp)]| {
                of.iter().skip(place).step_by(same_end.len()).map(|(id, _)| *id).collect::<Vec<Id>>()
            };
            of.push((slot.key.clone(), [in_turn(&first), in_turn(&takes)].concat()));
        }
    }
    // Without any block at all, what would have come on top of the first is left.
    Agenda { of, without: ids(&[late, on_top, without].concat()) }
}

fn ids<Id: Copy>(promised: &[(Id, Timestamp)]) -> Vec<Id> {
    promised.iter().map(|(id, _)| *id).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_795_600_000 + minute * 60).unwrap()
    }

    fn slots(ends: &[i64]) -> Vec<Slot<usize>> {
        ends.iter().enumerate().map(|(key, minute)| Slot { key, ends_at: at(*minute) }).collect()
    }

    fn requests(dues: &[i64]) -> Vec<(usize, Timestamp)> {
        dues.iter().enumerate().map(|(id, minute)| (id, at(*minute))).collect()
    }

    fn dealt(ends: &[i64], dues: &[i64]) -> (Vec<Vec<usize>>, Vec<usize>) {
        let agenda = agenda(&slots(ends), &[], &requests(dues), at(0));
        (agenda.of.into_iter().map(|(_, requests)| requests).collect(), agenda.without)
    }

    #[test]
    fn requests_are_taken_in_order_of_their_promises() {
        assert_eq!(dealt(&[10], &[30, 20, 25]), (vec![vec![1, 2, 0]], vec![]));
    }

    #[test]
    fn at_most_three_and_the_rest_goes_to_the_next_block_in_time() {
        assert_eq!(dealt(&[10, 20], &[30, 31, 32, 33]), (vec![vec![0, 1, 2], vec![3]], vec![]));
    }

    #[test]
    fn a_block_that_ends_just_when_the_promise_is_due_is_in_time() {
        assert_eq!(dealt(&[10], &[10]), (vec![vec![0]], vec![]));
        assert_eq!(dealt(&[10], &[9]), (vec![vec![]], vec![0]));
        assert_eq!(dealt(&[10, 20], &[20, 20, 20, 20]), (vec![vec![0, 1, 2], vec![3]], vec![]));
    }

    #[test]
    fn what_has_no_later_block_in_time_comes_on_top_of_the_three() {
        assert_eq!(dealt(&[10, 20], &[15, 16, 17, 18, 19]), (vec![vec![0, 1, 2, 3, 4], vec![]], vec![]));
        assert_eq!(dealt(&[10, 20], &[15, 16, 17, 18, 20]), (vec![vec![0, 1, 2, 3], vec![4]], vec![]));
    }

    #[test]
    fn what_waits_behind_three_others_comes_on_top_where_time_runs_out() {
        let (of, without) = dealt(&[10, 20, 30], &[20, 20, 20, 20, 20, 21, 22]);
        assert_eq!((of, without), (vec![vec![0, 1, 2], vec![3, 4, 5, 6], vec![]], vec![]));
    }

    #[test]
    fn without_a_block_in_time_the_agenda_says_so() {
        assert_eq!(dealt(&[], &[5, 3]), (vec![], vec![1, 0]));
        assert_eq!(dealt(&[10], &[5, 20]), (vec![vec![1]], vec![0]));
    }

    #[test]
    fn a_block_that_is_over_takes_nothing() {
        let (of, without) = dealt(&[-5, 0], &[10]);
        assert_eq!((of.len(), without), (0, vec![0]));
    }

    #[test]
    fn a_promise_fallen_due_is_answered_in_the_next_block_and_takes_nobody_s_place() {
        assert_eq!(dealt(&[10, 20], &[-5, 30, 31, 32, 33]), (vec![vec![0, 1, 2, 3], vec![4]], vec![]));
        assert_eq!(dealt(&[], &[-5, 7]), (vec![], vec![0, 1]));
    }

    #[test]
    fn a_promise_due_now_is_not_fallen_but_no_block_is_in_time() {
        assert_eq!(dealt(&[10], &[0]), (vec![vec![]], vec![0]));
    }

    #[test]
    fn blocks_of_several_members_at_the_same_time_share_out_and_nobody_looks_at_what_another_does() {
        assert_eq!(dealt(&[10, 10], &[30, 31, 32]), (vec![vec![0, 2], vec![1]], vec![]));
        let seven = dealt(&[10, 10, 20], &[30, 31, 32, 33, 34, 35, 36]);
        assert_eq!(seven, (vec![vec![0, 2, 4], vec![1, 3, 5], vec![6]], vec![]));
        assert_eq!(dealt(&[10, 10, 20], &[12; 8]), (vec![vec![0, 2, 4, 6], vec![1, 3, 5, 7], vec![]], vec![]));
        assert_eq!(
            dealt(&[10, 10], &[-5, -4, -3, 30]),
            (vec![vec![0, 2, 3], vec![1]], vec![]),
            "what fell due as well"
        );
    }

    #[test]
    fn an_emergency_comes_first_in_the_next_block_and_takes_nobody_s_place() {
        let jump = |ends: &[i64], jumping: &[usize], dues: &[i64]| {
            let agenda = agenda(&slots(ends), jumping, &requests(dues), at(0));
            (agenda.of.into_iter().map(|(_, requests)| requests).collect::<Vec<_>>(), agenda.without)
        };
        assert_eq!(jump(&[10, 20], &[4], &[30, 31, 32, 33, 90]), (vec![vec![4, 0, 1, 2], vec![3]], vec![]));
        assert_eq!(
            jump(&[10, 20], &[1, 0], &[31, 30, -5]),
            (vec![vec![1, 0, 2], vec![]], vec![]),
            "before what fell due"
        );
        assert_eq!(jump(&[10], &[1], &[4, 5]), (vec![vec![]], vec![1, 0]), "no block is in time for it");
        assert_eq!(jump(&[10], &[0], &[-1, 20]), (vec![vec![0, 1]], vec![]), "late, and first all the same");
        assert_eq!(jump(&[], &[1], &[-1, 20]), (vec![], vec![1, 0]));
        assert_eq!(jump(&[10], &[7], &[20]), (vec![vec![0]], vec![]), "what is owed nothing jumps nowhere");
    }

    #[test]
    fn blocks_and_requests_are_found_from_each_other() {
        let agenda = agenda(&slots(&[10, 20]), &[], &requests(&[30, 31, 32, 33, 5]), at(0));
        assert_eq!(
            (agenda.of_block(&0), agenda.of_block(&1), agenda.of_block(&7)),
            (&[0, 1, 2][..], &[3][..], &[][..])
        );
        assert_eq!((agenda.block_of(&3), agenda.block_of(&4)), (Some(&1), None));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_request_stands_once_and_in_time_where_a_block_is_in_time(
            ends in prop::collection::vec(-20_i64..200, 0..8),
            dues in prop::collection::vec(-20_i64..220, 0..30),
        ) {
            let (slots, requests) = (slots(&ends), requests(&dues));
            let agenda = agenda(&slots, &[], &requests, at(0));
            let due_of = |id: usize| requests[id].1;
            let end_of = |key: usize| slots[key].ends_at;
            let to_come = |key: usize| at(0) < end_of(key);

            let mut seen = BTreeSet::new();
            let all = agenda.of.iter().flat_map(|(_, requests)| requests).chain(&agenda.without);
            for id in all {
                prop_assert!(seen.insert(*id), "request {} stands twice", id);
            }
            prop_assert_eq!(seen.len(), requests.len());

            for (id, due_at) in &requests {
                let has_block = (0..slots.len()).any(|key| to_come(key) && end_of(key) <= *due_at);
                let block = agenda.block_of(id);
                if *due_at >= at(0) {
                    prop_assert_eq!(block.is_some(), has_block);
                    prop_assert!(block.is_none_or(|key| end_of(*key) <= *due_at));
                } else {
                    let first = (0..slots.len()).filter(|key| to_come(*key)).min_by_key(|key| end_of(*key));
                    prop_assert_eq!(block.map(|key| end_of(*key)), first.map(end_of));
                }
            }

            for (place, (key, of_block)) in agenda.of.iter().enumerate() {
                prop_assert!(of_block.is_sorted_by_key(|id| due_of(*id)), "in order of promises");
                let on_time: Vec<usize> = of_block.iter().copied().filter(|id| due_of(*id) >= at(0)).collect();
                let later = agenda.of.get(place + 1..).unwrap_or_default();
                prop_assert!(later.iter().all(|(other, _)| end_of(*key) <= end_of(*other)), "blocks in order of time");
                let same = later.iter().take_while(|(other, _)| end_of(*other) == end_of(*key)).count();
                for (_, beside) in &later[..same] {
                    prop_assert!(of_block.len().abs_diff(beside.len()) <= 2, "blocks at the same time share out");
                }
                let later = &later[same..];
                for id in on_time.iter().skip(MOST) {
                    let has_later = later.iter().any(|(other, _)| end_of(*other) <= due_of(*id));
                    prop_assert!(!has_later, "request {} is the fourth, and had a later block in time", id);
                }
                // Nobody waits for a later block while there is room in this one, or while a later promise sits here.
                let waits = later.iter().flat_map(|(_, requests)| requests).filter(|id| due_of(**id) >= at(0));
                for id in waits {
                    prop_assert!(on_time.len() >= MOST, "request {} waits although there is room", id);
                    prop_assert!(on_time.iter().all(|earlier| due_of(*earlier) <= due_of(*id)));
                }
            }
        }
    }
}
