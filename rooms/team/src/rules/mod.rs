//! What may be: rights of roles, how addresses are compared, how long a session lasts, where a sign-in can hold.

mod changes;
mod examples;
pub(crate) mod holidays;
mod place;
pub mod wording;
mod words;

use jiff::{SignedDuration, Timestamp};

pub(crate) use changes::{Change, changes, open_minutes};
pub(crate) use examples::{Example, examples, on_friday_evening};
pub(crate) use place::{NotHere, sign_in_place};
pub use wording::Wording;
pub(crate) use wording::{Blank, LANGUAGES};
pub use words::{NotAnAddress, fold, mail_address, zone_named};
pub(crate) use words::{domain_of, slug_of};

/// What a person does in a team. Being administrator is a right beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Works in it every day: everything of the team but settings.
    Member,
    /// Also plans: settings of the team, capacity, strategy.
    Lead,
    /// An executive who reads.
    Sponsor,
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Requests, blocks, promises, answers, mail that waits: all of the team but settings.
    Work,
    /// Settings of the team: turnaround, working calendar, blocks pattern.
    Settings,
    /// The account of the kept promises.
    Kept,
    /// Accounts, mail, sign-in, links, tokens, audit log.
    Administer,
}

/// Whether a person of this role may do this. An administrator without a role opens no request.
pub fn may(role: Option<Role>, is_administrator: bool, right: Right) -> bool {
    match right {
        Right::Work => matches!(role, Some(Role::Member | Role::Lead)),
        Right::Settings => role == Some(Role::Lead),
        Right::Kept => role.is_some(),
        Right::Administer => is_administrator,
    }
}

/// Who may, in the words of the page that refuses.
pub(crate) fn who_may(right: Right) -> &'static str {
    match right {
        Right::Work => "Members of the team work here. Ask the lead or an administrator of the team for a role.",
        Right::Settings => "Only the lead of the team changes its settings. Tell them what you would change.",
        Right::Kept => "This is for people with a role in the team. Ask an administrator of the team for one.",
        Right::Administer => "Only an administrator of the team does this. Tell them what you need.",
    }
}

/// The scope of a link that was mailed to sign in, and the kind of its letter.
pub(crate) const SIGN_IN: &str = "sign-in";
/// The scope of a link that signs in when it is opened, in a demo alone.
pub(crate) const ONE_CLICK: &str = "one-click";
/// How long a session lasts in which nobody comes back.
const RESTS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long a session lasts at the most.
pub(crate) const LASTS: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How long a mailed link opens.
pub(crate) const LINK_OPENS: SignedDuration = SignedDuration::from_mins(30);
/// How long after a sign-in by mailed link a new password may be set without the old one.
const LINK_PROVES: SignedDuration = SignedDuration::from_mins(30);
/// The least signs of a password, and the most, so that nobody makes us grind a book.
pub(crate) const PASSWORD_SIGNS: std::ops::RangeInclusive<usize> = 10..=200;

/// Whether a session that began and was last seen then is over at `now`.
pub(crate) fn is_over(begun_at: Timestamp, seen_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(seen_at) >= RESTS || now.duration_since(begun_at) >= LASTS
}

/// Whether it is worth writing down that a session was seen: once a day is enough to count fourteen of them.
pub(crate) fn is_worth_noting(seen_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(seen_at) >= SignedDuration::from_hours(24)
}

/// Whether the old password must be typed to set a new one: not where there is none, nor just after a mailed link proved the person.
pub(crate) fn needs_old_password(has_password: bool, by_link: bool, begun_at: Timestamp, now: Timestamp) -> bool {
    has_password && !(by_link && now.duration_since(begun_at) < LINK_PROVES)
}

/// A password that can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPassword {
    /// Too few signs.
    #[error("Take ten signs or more. Four words that have nothing to do with each other are easy to keep in mind.")]
    Short,
    /// Too many.
    #[error("Shorten this to 200 signs.")]
    Long,
}

/// Whether a password can be taken; its length alone counts, as any other rule makes people write it down.
pub(crate) fn password(typed: &str) -> Result<&str, NotAPassword> {
    match typed.chars().count() {
        signs if signs < *PASSWORD_SIGNS.start() => Err(NotAPassword::Short),
        signs if signs > *PASSWORD_SIGNS.end() => Err(NotAPassword::Long),
        _ => Ok(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// product.md, “Rights”: who may what, for every role and with or without the administrator's right.
    #[test]
    fn rights_are_those_of_the_role_and_administrator_is_a_right_beside_it() {
        let roles = [None, Some(Role::Member), Some(Role::Lead), Some(Role::Sponsor)];
        let rights = [Right::Work, Right::Settings, Right::Kept];
        let table = [[false, false, false], [true, false, true], [true, true, true], [false, false, true]];
        for (role, row) in roles.into_iter().zip(table) {
            for is_administrator in [false, true] {
                for (right, expected) in rights.into_iter().zip(row) {
                    assert_eq!(may(role, is_administrator, right), expected, "{role:?} {is_administrator} {right:?}");
                }
                assert_eq!(may(role, is_administrator, Right::Administer), is_administrator, "{role:?}");
            }
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_session_ends_after_fourteen_days_of_rest_and_after_ninety_days_in_any_case() {
        let begun = at("2026-09-01T08:00Z");
        for (seen, now, over) in [
            ("2026-09-01T08:00Z", "2026-09-15T07:59Z", false),
            ("2026-09-01T08:00Z", "2026-09-15T08:00Z", true),
            ("2026-09-14T08:00Z", "2026-09-15T08:00Z", false),
            ("2026-11-29T08:00Z", "2026-11-30T07:59Z", false),
            ("2026-11-29T08:00Z", "2026-11-30T08:00Z", true),
        ] {
            assert_eq!(is_over(begun, at(seen), at(now)), over, "{seen} {now}");
        }
    }

    #[test]
    fn the_old_password_is_asked_for_unless_a_fresh_link_proved_the_person() {
        let begun = at("2026-11-25T09:00Z");
        for (has_password, by_link, now, needs) in [
            (true, false, "2026-11-25T09:01Z", true),
            (true, true, "2026-11-25T09:29Z", false),
            (true, true, "2026-11-25T09:30Z", true),
            (false, false, "2026-11-25T09:30Z", false),
        ] {
            assert_eq!(
                needs_old_password(has_password, by_link, begun, at(now)),
                needs,
                "{has_password} {by_link} {now}"
            );
        }
    }

    #[test]
    fn a_password_is_judged_by_its_length_alone() {
        assert_eq!(password("123456789"), Err(NotAPassword::Short));
        assert_eq!(password("äöüäöüäöüä"), Ok("äöüäöüäöüä"));
        assert_eq!(password(&"x".repeat(201)), Err(NotAPassword::Long));
    }
}
