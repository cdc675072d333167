//! Letters of the story that are no person's request, or could not be read: they wait in the tray.

use anyhow::bail;
use ground::{Ground, TeamId};
use jiff::Timestamp;
use jiff::civil::Time;
use mail::read::Why;
use requests::acts::arrive::Became;
use requests::{Arrived, Disposition, TrayId};

use super::days::Days;
use super::post::as_it_came;
use super::script::Moment;

/// When members look into the tray.
pub const LOOKED_AT: Time = Time::constant(16, 45, 0, 0);

/// A letter in the tray, and who set it aside.
pub struct Item<'a> {
    pub came: Moment,
    pub why: Why,
    /// Address and name.
    pub from: (&'a str, &'a str),
    pub subject: &'a str,
    pub words: &'a str,
    pub aside: Option<&'a str>,
}

const fn at(day: i32, hour: i8, minute: i8) -> Moment {
    Moment::At(day, Time::constant(hour, minute, 0, 0))
}

/// All of them, oldest first.
pub const ITEMS: [Item<'static>; 7] = [
    Item {
        came: at(-66, 6, 0),
        why: Why::Machine,
        from: ("reports@claims-tools.example", "Claims Tools"),
        subject: "Weekly report: 14 courses open",
        words: "This report was made by machine. 14 courses are open, 3 are overdue.",
        aside: Some("tomasz"),
    },
    Item {
        came: at(-47, 8, 15),
        why: Why::List,
        from: ("theo.marlin@lindmoor.example", "Theo Marlin"),
        subject: "Downtime of the archive on Saturday",
        words: "Dear all, the archive is down on Saturday from 08:00 to 12:00.",
        aside: Some("dana"),
    },
    Item {
        came: at(-26, 10, 40),
        why: Why::CalendarAnswer,
        from: ("leni.arvad@lindmoor.example", "Leni Arvad"),
        subject: "Accepted: Talk about early leavers",
        words: "Leni Arvad accepted this invitation.",
        aside: Some("aylin"),
    },
    Item {
        came: at(-12, 6, 0),
        why: Why::Machine,
        from: ("reports@claims-tools.example", "Claims Tools"),
        subject: "Weekly report: 9 courses open",
        words: "This report was made by machine. 9 courses are open, none is overdue.",
        aside: Some("tomasz"),
    },
    Item {
        came: at(-2, 16, 5),
        why: Why::AbsenceNote,
        from: ("pavel.drost@lindmoor.example", "Pavel Drost"),
        subject: "Out of office: Data protection refresher",
        words: "I am back in two days. In urgent cases please call Compliance.",
        aside: None,
    },
    Item {
        came: at(-2, 15, 20),
        why: Why::Locked,
        from: ("someone@ferdinand-broker.example", ""),
        subject: "Questions about the deductible",
        words: "",
        aside: None,
    },
    Item {
        came: Moment::Since(62),
        why: Why::List,
        from: ("piet.sarnow@lindmoor.example", "Piet Sarnow"),
        subject: "Fwd: who can help my new team leads?",
        words: "Four of my team leads are new and shy away from the yearly talks. Is there anything, or somebody?",
        aside: None,
    },
];

impl Item<'_> {
    /// It reaches the mailbox.
    pub async fn arrive(&self, ground: &Ground, team: TeamId, number: usize, at: Timestamp) -> anyhow::Result<TrayId> {
        let message_id = format!("<tray-{number}@mail.lindmoor.example>");
        let seen = if self.why == Why::Locked { "(sealed)" } else { self.words };
        let raw = as_it_came(self.from, self.subject, seen, &message_id, at);
        let letter = Arrived {
            disposition: Disposition::Tray {
                reason: self.why.as_str().to_owned(),
                why: self.why.words().to_owned(),
                from_address: self.from.0.to_owned(),
                from_name: self.from.1.to_owned(),
                subject: self.subject.to_owned(),
                words: self.words.to_owned(),
            },
            entry_key: message_id.clone(),
            message_id: Some(message_id),
            arrived_at: at,
            size_bytes: raw.len().try_into()?,
            raw: Some(raw),
            place: None,
        };
        match requests::arrive(ground, team, letter).await? {
            Became::InTray(id) => Ok(id),
            Became::Request(_) | Became::Joined(_) | Became::Nothing => bail!("“{}” is not in the tray", self.subject),
        }
    }

    /// When a member set it aside, if one did: in the afternoon of that day.
    pub fn set_aside_at(&self, days: &Days) -> anyhow::Result<Option<Timestamp>> {
        match (self.aside, self.came) {
            (Some(_), Moment::At(day, _)) => Ok(Some(days.at(day, LOOKED_AT)?)),
            _ => Ok(None),
        }
    }
}
