//! Requests: what stakeholders asked for, in their words, by whatever door they came, with the conversation that followed and where
//! each one stands; the tray, where mail waits that is no person's request; which requests are alike; and which were marked as an emergency
//! that is named in advance. A request is taken in here once, however often it arrives. Not here: when it must be answered (promises),
//! what is answered (answers), how mail is read (the mail edge), and every page on which requests meet other things (desk).

pub mod acts;
pub mod api;
pub mod letters;
pub mod pages;
mod rules;
mod say;
mod schema;
mod served;
mod store;
mod worded;

pub use acts::arrive::{Arrived, Disposition, arrive, start_at};
pub use acts::emergencies;
pub use acts::similar::{look_after, to_look_after};
pub use acts::take_in::{Ask, Door, FileIn, Receipt, take_in};
pub use acts::{Refused, conversation, outgoing, stand, tray, zone_of};
pub use rules::emergencies::NoEmergency;
pub use rules::{Channel, State, subject_from};
pub use schema::SCHEMA;
pub use store::conversation::{Attachment, Author, Message};
pub use store::emergencies::{Emergency, EmergencyKind};
pub use store::places::Place;
pub use store::requests::{Request, View};
pub use store::similar::Similar;
pub use store::tray::{TrayItem, TrayState};
pub use worded::{came_with as acknowledgement_came_with, sketched as acknowledgement_sketched};

/// Readings for pages: they take a transaction and change nothing.
pub mod readings {
    pub use crate::store::conversation::{asked_in, attachment, attachments, messages, standing};
    pub use crate::store::emergencies::{
        emergencies_between, emergencies_waiting, emergency_of, kinds, kinds_in_force,
    };
    pub use crate::store::intake::came_by;
    pub use crate::store::places::place;
    pub use crate::store::requests::{
        COUNTED, by_label, by_subject_and_sender, count, find, list, many, of_stakeholder,
    };
    pub use crate::store::similar::{similar, similar_to_words};
    pub use crate::store::tray::{find as tray_item, waiting as tray};
}

ground::id!(
    /// The id of a request; its thread and its promises go by it too.
    RequestId
);
ground::id!(
    /// The id of one message in a conversation.
    MessageId
);
ground::id!(
    /// The id of an attachment.
    AttachmentId
);
ground::id!(
    /// The id of something in the tray.
    TrayId
);
