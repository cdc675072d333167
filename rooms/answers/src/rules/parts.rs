use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Addition, Kind};

/// The names of the fields that an answer is written in.
pub(crate) mod field {
    pub(crate) const KIND: &str = "kind";
    pub(crate) const YES: &str = "yes";
    pub(crate) const READY_ON: &str = "ready-on";
    pub(crate) const WHY_ADD: &str = "why-add";
    pub(crate) const BESIDE: &str = "beside";
    pub(crate) const OPTIONS: &str = "options";
    pub(crate) const RECOMMENDED: &str = "recommended";
    pub(crate) const HOLDS_UNTIL: &str = "holds-until";
    pub(crate) const OBSERVED: &str = "observed";
    pub(crate) const PROPOSALS: &str = "proposals";
    pub(crate) const NEXT: &str = "next";
    pub(crate) const DUE: &str = "due";
    pub(crate) const LATER_REASON: &str = "later-reason";
    pub(crate) const NO_REASON: &str = "no-reason";
    pub(crate) const HELPER: &str = "helper";
}

/// How many ways forward the page has room for.
pub const WAYS: usize = 4;

/// The name of a field of a way, counted from 1: `title`, `what`, `ready` or `effort`.
pub fn way_field(way: usize, part: &str) -> String {
    format!("way-{way}-{part}")
}

/// The parts of an answer as they were typed, by the names of their fields. The parts of a kind that was left again stay, so that nothing
/// typed is lost by looking at another kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Parts(BTreeMap<String, String>);

impl Parts {
    /// Keeps what was typed in a field; of a field that no kind has, nothing.
    pub fn set(&mut self, field: &str, typed: &str) {
        if !Kind::ALL.iter().any(|kind| Self::fields_of(*kind).iter().any(|known| known == field)) {
            return;
        }
        if typed.trim().is_empty() {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), typed.to_owned());
        }
    }

    /// What was typed in a field, without blanks around it.
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |typed| typed.trim())
    }

    /// All that was typed, as it was typed.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, typed)| (field.as_str(), typed.as_str()))
    }

    /// What was typed for one kind, in the order of its page.
    pub fn of(&self, kind: Kind) -> Vec<&str> {
        Self::fields_of(kind).iter().map(|field| self.text(field)).filter(|text| !text.is_empty()).collect()
    }

    /// Whether anything was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields of a kind, in the order of its page.
    pub fn fields_of(kind: Kind) -> Vec<String> {
        let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        match kind {
            Kind::YesAnd => {
                let additions = Addition::ALL.iter().map(|addition| addition.field().to_owned());
                let rest = named(&[field::BESIDE]);
                named(&[field::YES, field::READY_ON, field::WHY_ADD]).into_iter().chain(additions).chain(rest).collect()
            }
            Kind::Options => {
                let ways =
                    (1..=WAYS).flat_map(|way| ["title", "what", "ready", "effort"].map(|part| way_field(way, part)));
                let rest = named(&[field::RECOMMENDED, field::HOLDS_UNTIL]);
                named(&[field::OPTIONS]).into_iter().chain(ways).chain(rest).collect()
            }
            Kind::NotTrainingBut => named(&[field::OBSERVED, field::PROPOSALS, field::NEXT]),
            Kind::LaterBy => named(&[field::DUE, field::LATER_REASON]),
            Kind::NoBecause => named(&[field::NO_REASON, field::HELPER]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_share_a_field_so_that_looking_at_another_loses_nothing() {
        let mut fields: Vec<String> = Kind::ALL.iter().flat_map(|kind| Parts::fields_of(*kind)).collect();
        let count = fields.len();
        fields.sort();
        fields.dedup();
        assert_eq!(fields.len(), count);
    }

    #[test]
    fn what_belongs_to_no_answer_is_not_kept() {
        let mut parts = Parts::default();
        parts.set("base", "3");
        parts.set(field::HELPER, " Mira Sandholt \n");
        parts.set(field::NO_REASON, " ");
        assert_eq!(parts.iter().collect::<Vec<_>>(), [(field::HELPER, " Mira Sandholt \n")]);
        assert_eq!(parts.text(field::HELPER), "Mira Sandholt");
        parts.set(field::HELPER, "");
        assert!(parts.is_empty());
    }
}
