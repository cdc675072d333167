use super::*;

fn chart(values: &[f64], stretches: &[Stretch], signals: &[usize], wanted: Option<f64>, marks: &[Mark]) -> String {
    Behaviour {
        id: "reopened",
        title: "Claims reopened",
        told: "Around 9 percent.",
        height: 250,
        values,
        stretches,
        signals,
        wanted,
        marks,
        days: 8,
        day: &|place| format!("day {place}"),
        value: &|value| format!("{value:.1}\u{a0}%"),
        names_limits: true,
    }
    .render()
    .into_string()
}

#[test]
fn a_chart_has_words_for_who_cannot_see_it_and_no_style_of_its_own() {
    let drawn = chart(&[9.0, 10.0, 7.0], &[], &[2], Some(6.0), &[]);
    assert!(drawn.starts_with(r#"<svg class="plot" height="250" role="img" aria-labelledby="reopened-t reopened-d">"#));
    assert!(
        drawn.contains(r#"<title id="reopened-t">Claims reopened</title><desc id="reopened-d">Around 9"#),
        "{drawn}"
    );
    assert!(!drawn.contains("style="), "{drawn}");
    assert_eq!(drawn.matches("data-signal").count(), 1);
    assert!(drawn.contains("wanted 6.0\u{a0}%") && !drawn.contains("limit"), "{drawn}");
}

#[test]
fn values_stand_from_edge_to_edge_and_higher_ones_higher() {
    let drawn = chart(&[1.0, 2.0, 3.0], &[], &[], None, &[]);
    assert!(drawn.contains(r#"points="2,182 50,104.5 98,27""#), "{drawn}");
}

#[test]
fn every_stretch_has_its_limits_and_the_last_one_names_them() {
    let stretch = |from, to, mean: f64| Stretch { from, to, mean, upper: mean + 2.0, lower: mean - 2.0 };
    let values = [70.0, 71.0, 70.0, 60.0, 61.0, 60.0];
    let marks = [Mark { place: 3, words: "nine <required> fields".to_owned() }];
    let drawn = chart(&values, &[stretch(0, 3, 70.0), stretch(3, 6, 60.0)], &[], None, &marks);
    assert_eq!((drawn.matches("class=\"band\"").count(), drawn.matches("class=\"limit\"").count()), (2, 4));
    assert!(drawn.contains("upper limit 62.0\u{a0}%") && !drawn.contains("upper limit 72.0"), "{drawn}");
    assert!(drawn.contains("nine &lt;required&gt; fields"), "what people typed is never markup: {drawn}");
}

#[test]
fn nothing_one_value_and_a_figure_that_never_moves_are_drawn_with_finite_numbers() {
    for values in [&[][..], &[5.0], &[5.0; 9], &[0.0, 0.0], &[-1e9, 1e9]] {
        let drawn = chart(values, &[], &[7], None, &[Mark { place: 8, words: "moved".to_owned() }]);
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }
}

#[test]
fn five_hundred_values_are_one_line_with_few_dots() {
    let values: Vec<f64> = (0..500).map(|place| f64::from(place % 7)).collect();
    let drawn = chart(&values, &[], &[3, 4], None, &[]);
    assert_eq!(drawn.matches("<circle").count(), 3);
    assert!(drawn.len() < 10_000, "{}", drawn.len());
    assert_eq!(drawn.matches("day ").count(), 8);
}

#[test]
fn named_days_never_crowd() {
    for many in 2..60_usize {
        let values: Vec<f64> = vec![1.0; many];
        let drawn = chart(&values, &[], &[], None, &[]);
        let named: Vec<usize> =
            drawn.split(">day ").skip(1).map(|rest| rest.split('<').next().unwrap().parse().unwrap()).collect();
        assert_eq!((named[0], *named.last().unwrap()), (0, many - 1));
        assert!(named.windows(2).all(|pair| pair[1] - pair[0] >= 2) || many <= 8, "{named:?}");
    }
}

#[test]
fn the_words_of_a_mark_touch_no_other_words() {
    let reopened =
        [9.8, 9.4, 9.9, 9.1, 9.6, 9.3, 9.7, 9.2, 9.5, 9.9, 9.4, 9.0, 9.6, 9.3, 9.1, 9.5, 8.9, 9.2, 8.8, 8.6, 8.0, 7.1];
    let limits = Stretch { from: 0, to: 22, mean: 9.42, upper: 10.6, lower: 8.25 };
    let marks = [Mark { place: 19, words: "second reviewer".to_owned() }];
    let drawn = chart(&reopened, &[limits], &[20, 21], Some(6.0), &marks);
    let at = |words: &str| -> f64 {
        let before = drawn.split(words).next().unwrap();
        before.rsplit(" y=\"").next().unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let mark = at("second reviewer<");
    assert!(
        ["mean 9.4", "7.1\u{a0}%</text>", "lower limit"]
            .iter()
            .all(|words| (at(words) - mark).abs() > 10.0 || *words == "lower limit"),
        "{drawn}"
    );
    assert!(mark > 120.0, "below the dot, where nothing is: {mark}");
}

#[test]
fn an_interval_stands_on_its_axis() {
    let drawn = Interval {
        id: "kept",
        title: "93 percent",
        axis: (0.0, 1.0),
        value: 0.93,
        low: 0.87,
        high: 0.96,
        reference: Some(0.95),
    };
    assert_eq!(
        drawn.render().into_string(),
        "<svg class=\"plot\" height=\"22\" role=\"img\" aria-labelledby=\"kept-t\"><title id=\"kept-t\">93 percent</title><line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"11\" \
         y2=\"11\"></line><line class=\"ref\" x1=\"95%\" x2=\"95%\" y1=\"0\" y2=\"22\"></line><line class=\"whisker\" x1=\"87%\" x2=\"96%\" y1=\"11\" y2=\"11\"></line><circle \
         class=\"point\" r=\"5.5\" cx=\"93%\" cy=\"11\"></circle></svg>"
    );
}
