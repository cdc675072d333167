//! Answers to cases that are written one a line as JSON, for trying the rules on a file of them.
//!
//! ```
//! let case = r#"{"id": "1", "values": [1, 3], "baseline_points": null}"#;
//! assert!(evidence::batch::process_behaviour(case).starts_with(r#"{"id":"1","result":{"mean":2.0,"mr_mean":2.0,"upper":7.32"#));
//! ```

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::xmr;

/// Answers a case of `values` and `baseline_points` with `{"id": …, "result": …}`; what can't be answered gives
/// `"result": {"error": code, "message": sentence}`, also a line that is no case at all.
pub fn process_behaviour(line: &str) -> String {
    #[derive(Deserialize)]
    struct Case {
        values: Vec<f64>,
        baseline_points: Option<usize>,
    }
    answer(line, |case: Case| {
        let few = "Limits need at least two values in the baseline, each a number.";
        let seen = xmr(&case.values, case.baseline_points).ok_or_else(|| refusal("too_few", few))?;
        Ok(json!({
            "mean": seen.limits.mean,
            "mr_mean": seen.limits.mr_mean,
            "upper": seen.limits.upper,
            "lower": seen.limits.lower,
            "mr_upper": seen.limits.mr_upper,
            "signals": {
                "outside": seen.signals.outside,
                "run_of_8": seen.signals.run_of_8,
                "three_of_four": seen.signals.three_of_four,
            },
            "mr_signals": seen.mr_signals,
        }))
    })
}

/// Answers one line: what `ask` gives for the case, under its `id`, or why not.
pub fn answer<C: DeserializeOwned>(line: &str, ask: impl FnOnce(C) -> Result<Value, Value>) -> String {
    let any: Value = serde_json::from_str(line).unwrap_or_default();
    let id = any.get("id").cloned().unwrap_or_default();
    let unreadable =
        |error: serde_json::Error| refusal("malformed_case", &format!("This line can't be read as a case: {error}."));
    let result = serde_json::from_str(line).map_err(unreadable).and_then(ask).unwrap_or_else(|refused| refused);
    json!({ "id": id, "result": result }).to_string()
}

fn refusal(code: &str, message: &str) -> Value {
    json!({ "error": code, "message": message })
}
