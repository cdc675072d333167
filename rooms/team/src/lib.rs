//! Who works here, who asks, and when the office is open: teams, the people with an account and their rights, sign-in, sessions and API
//! tokens, stakeholders met by address, and the working calendar with its turnaround, version by version. No request, promise or block is
//! known here, and no page of another room may read these tables: it asks by the functions below.

mod acts;
pub mod api;
mod below;
mod failures;
mod letters;
mod limits;
mod pages;
mod rules;
mod schema;
mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod visitors;

pub use acts::{
    Away, FirstPerson, NewPerson, NewTeam, NewToken, Own, Refused, Session, Settings, add_member, be_away, be_back,
    change_password, change_turnaround, change_wording, choose_language, describe_oneself, end_token, first_run, found,
    mail_sign_in_link, make_token, one_click, remember_holidays_from, session_of, set_password, sign_in,
    sign_in_by_link, sign_out, speak, switch_team,
};
pub use below::{Below, Later, OnDays, Sketch};
pub use limits::Limit;
pub use pages::{
    Offered, OfferedClosure, OfferedDay, Skipped, feed_to_mend, founding_fields, founding_start, founding_typed,
    review_feed, routes, settings_row,
};
pub use rules::{NotAnAddress, Right, Role, Wording, fold, mail_address, may, wording, zone_named};
pub use schema::SCHEMA;
pub use store::{
    Absence, InForce, Member, Scope, Stakeholder, Team, TokenId, TokenRecord, absences, calendar, languages, members,
    stakeholders, teams, tokens, wordings,
};
pub use visitors::{Administrator, Lead, Reader, SignedIn, Token, Worker};

ground::id!(
    /// The id of an account: one person, in any number of teams.
    AccountId
);
ground::id!(
    /// The id of a person in one team.
    MemberId
);
ground::id!(
    /// The id of days on which a member is away.
    AbsenceId
);
ground::id!(
    /// The id of somebody who asks or decides, in one team.
    StakeholderId
);
