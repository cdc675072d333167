//! What holds whatever the figures are.

use evidence::{FEWEST, Share, eras, wilson, xmr};
use proptest::collection::vec;
use proptest::prelude::*;

fn readings() -> impl Strategy<Value = Vec<f64>> {
    vec((-500_i32..500).prop_map(|tenths| f64::from(tenths) / 10.0), 2..60)
}

proptest! {
    #[test]
    fn a_figure_that_never_moves_gives_no_signal(value in -1e6..1e6_f64, n in 2_usize..600) {
        let seen = xmr(&vec![value; n], None).unwrap();
        prop_assert!(seen.signals.is_empty() && seen.mr_signals.is_empty(), "{seen:?}");
    }

    #[test]
    fn turned_upside_down_it_shows_the_same_signals(values in readings(), baseline in 2_usize..60) {
        let turned: Vec<f64> = values.iter().map(|value| -value).collect();
        let (seen, other) = (xmr(&values, Some(baseline)).unwrap(), xmr(&turned, Some(baseline)).unwrap());
        prop_assert_eq!(seen.signals, other.signals);
        prop_assert_eq!(seen.mr_signals, other.mr_signals);
        prop_assert!((seen.limits.upper + other.limits.lower).abs() < 1e-9);
    }

    #[test]
    fn in_another_unit_it_shows_the_same_signals(values in readings()) {
        // Halves and eighths are exact in binary, so that nothing on a line moves off it.
        let moved: Vec<f64> = values.iter().map(|value| value * 8.0).collect();
        prop_assert_eq!(xmr(&values, None).unwrap().signals, xmr(&moved, None).unwrap().signals);
    }

    #[test]
    fn later_values_change_nothing_before_them(values in readings(), more in readings()) {
        let longer: Vec<f64> = values.iter().chain(&more).copied().collect();
        let (seen, after) = (xmr(&values, None).unwrap(), xmr(&longer, Some(values.len())).unwrap());
        prop_assert_eq!(seen.limits, after.limits);
        let before = |places: Vec<usize>| places.into_iter().filter(|place| *place < values.len()).collect::<Vec<_>>();
        prop_assert_eq!(seen.signals.run_of_8, before(after.signals.run_of_8));
        prop_assert_eq!(seen.signals.three_of_four, before(after.signals.three_of_four));
    }

    #[test]
    fn signals_lie_where_a_slow_reading_finds_them(values in readings()) {
        let seen = xmr(&values, None).unwrap();
        let (mean, step) = (seen.limits.mean, seen.limits.mr_mean * 1.33);
        let all = |from: usize, to: usize, is: &dyn Fn(f64) -> bool| values[from..=to].iter().filter(|value| is(**value)).count();
        let runs: Vec<usize> = (7..values.len())
            .filter(|last| all(last - 7, *last, &|value| value - mean > 1e-9) == 8 || all(last - 7, *last, &|value| mean - value > 1e-9) == 8)
            .collect();
        prop_assert_eq!(&seen.signals.run_of_8, &runs);
        let nearer = |last: usize, sign: f64| {
            let beyond = |value: f64| sign * (value - mean) - step > 1e-9;
            beyond(values[last]) && all(last - 3, last, &beyond) >= 3
        };
        let three: Vec<usize> = (3..values.len()).filter(|last| nearer(*last, 1.0) || nearer(*last, -1.0)).collect();
        prop_assert_eq!(&seen.signals.three_of_four, &three);
    }

    #[test]
    fn eras_cover_all_values_once_and_none_is_too_short_for_limits(
        values in vec(0.0..100.0_f64, 0..60), changes in vec(0_usize..70, 0..6), baseline in 2_usize..30,
    ) {
        let eras = eras(&values, &changes, baseline);
        prop_assert_eq!(eras.first().unwrap().from, 0);
        prop_assert_eq!(eras.last().unwrap().to, values.len());
        for (era, next) in eras.iter().zip(eras.iter().skip(1)) {
            prop_assert_eq!(era.to, next.from);
            prop_assert!(next.to - next.from >= FEWEST && changes.contains(&next.from));
        }
        for era in &eras {
            let places = era.seen.iter().flat_map(|seen| &seen.signals.outside);
            prop_assert!(places.into_iter().all(|place| (era.from..era.to).contains(place)));
        }
    }

    #[test]
    fn the_interval_holds_the_share_and_narrows_with_more_cases(of in 1_u64..5_000, part in 0_u64..5_000) {
        prop_assume!(part <= of);
        let (narrow, wide) = (wilson(part * 4, of * 4).unwrap(), wilson(part, of).unwrap());
        let rate = Share { part, of }.rate().unwrap();
        prop_assert!((0.0..=rate).contains(&wide.low) && (rate..=1.0).contains(&wide.high), "{wide:?} {rate}");
        prop_assert!(narrow.high - narrow.low < wide.high - wide.low);
        let turned = wilson(of - part, of).unwrap();
        prop_assert!((turned.low + wide.high - 1.0).abs() < 1e-12);
    }
}

#[test]
fn none_and_all_end_exactly_at_nothing_and_at_everything() {
    for n in 1..200 {
        assert_eq!(wilson(0, n).unwrap().low.to_bits(), 0.0_f64.to_bits());
        assert_eq!(wilson(n, n).unwrap().high.to_bits(), 1.0_f64.to_bits());
    }
    assert_eq!(wilson(3, 2), None);
}

#[test]
fn until_six_values_follow_a_change_the_old_limits_stay_and_judge_them() {
    let before = [10.0, 11.0, 10.0, 11.0, 10.0, 11.0];
    let after = [20.0, 21.0, 20.0, 21.0, 20.0, 21.0];
    let values = |n: usize| [&before[..], &after[..n]].concat();
    let early = eras(&values(5), &[6], 17);
    assert_eq!((early.len(), early[0].seen.as_ref().unwrap().limits.n), (1, 6));
    assert_eq!(early[0].seen.as_ref().unwrap().signals.outside, [6, 7, 8, 9, 10]);
    let late = eras(&values(6), &[6], 17);
    assert_eq!(late.iter().map(|era| era.seen.as_ref().unwrap().limits.mean).collect::<Vec<_>>(), [10.5, 20.5]);
    assert!(late.iter().all(|era| era.seen.as_ref().unwrap().signals.is_empty()));
    assert!(eras(&values(0)[..5], &[], 17)[0].seen.is_none());
}
