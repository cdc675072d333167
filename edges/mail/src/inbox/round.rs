//! One look at the mailbox: which messages are new, and each handed over in order.

use std::fmt::Display;

use super::{
    Arrived, Content, Intake, Mailbox, Place, Reached, Trouble,
    session::{Folder, Headline, Session},
};

/// After so many tries a message that the server does not give is passed by, so that the ones behind don't wait for it.
const TRIES: u32 = 3;

/// The message that the server last failed to give, and how often in a row.
#[derive(Debug, Default)]
pub(super) struct Stumble {
    over: Option<(Place, u32)>,
}

impl Stumble {
    fn count(&self, place: Place) -> u32 {
        self.over.filter(|(at, _)| *at == place).map_or(0, |(_, count)| count)
    }

    fn note(&mut self, place: Place) {
        self.over = Some((place, self.count(place) + 1));
    }
}

/// Hands over all that is new.
///
/// # Errors
/// The line broke, or the intake could not commit: the rest stays for the next time.
pub(super) async fn take_in<I: Intake>(
    session: &mut Session,
    folder: &Folder,
    mailbox: &Mailbox,
    intake: &I,
    stumble: &mut Stumble,
) -> Result<(), Trouble> {
    let mut round = Round { session, folder, mailbox, intake, stumble };
    let reached = intake.reached().await.map_err(not_kept)?;
    let after = match reached {
        None => round.begin(folder.exists).await?,
        Some(reached) if reached.place.uidvalidity == folder.uidvalidity => reached.place.uid,
        Some(reached) => round.carry_over(reached).await?,
    };
    for headline in round.session.headlines_after(after).await? {
        let place = round.place(headline.uid);
        round.hand_over(place, &headline).await?;
    }
    Ok(())
}

struct Round<'a, I> {
    session: &'a mut Session,
    folder: &'a Folder,
    mailbox: &'a Mailbox,
    intake: &'a I,
    stumble: &'a mut Stumble,
}

impl<I: Intake> Round<'_, I> {
    fn place(&self, uid: u32) -> Place {
        Place { uidvalidity: self.folder.uidvalidity, uid }
    }

    /// Reading begins behind all that lay there when the folder was opened.
    async fn begin(&mut self, waiting: u32) -> Result<u32, Trouble> {
        let end = self.folder.end;
        self.intake.start_at(self.place(end), waiting).await.map_err(not_kept)?;
        Ok(end)
    }

    /// The folder was numbered anew, so the place says nothing: only the time of arrival tells what was read.
    ///
    /// What is new comes in the order of arrival and with the old place, so that after a crash the arrival of the last one
    /// taken tells again where to go on; the second it arrived in comes once more, since others may have arrived in it.
    async fn carry_over(&mut self, reached: Reached) -> Result<u32, Trouble> {
        let end = self.folder.end;
        let all = self.session.headlines_after(0).await?;
        let lying = all.into_iter().filter(|headline| headline.uid <= end);
        let (mut new, read): (Vec<_>, Vec<_>) = lying.partition(|headline| {
            headline.arrived_at.is_some_and(|arrived_at| arrived_at.as_second() >= reached.read_at.as_second())
        });
        new.sort_by_key(|headline| (headline.arrived_at, headline.uid));
        for headline in &new {
            self.hand_over(reached.place, headline).await?;
        }
        self.begin(u32::try_from(read.len()).unwrap_or(u32::MAX)).await
    }

    async fn hand_over(&mut self, place: Place, headline: &Headline) -> Result<(), Trouble> {
        // Gone in the meantime: somebody deleted it or moved it away.
        let Some(content) = self.content(headline).await? else { return Ok(()) };
        let Headline { uid, arrived_at, size_bytes } = *headline;
        self.intake.take(Arrived { place, arrived_at, size_bytes, content }).await.map_err(not_kept)?;
        if self.folder.may_mark {
            self.session.mark_taken(uid).await?;
        }
        Ok(())
    }

    async fn content(&mut self, headline: &Headline) -> Result<Option<Content>, Trouble> {
        let at = self.place(headline.uid);
        let tries = self.stumble.count(at);
        if headline.size_bytes > self.mailbox.largest_bytes {
            let header = self.header(at, tries).await?;
            return Ok(header.map(|header| Content::TooLarge { header }));
        }
        if tries >= TRIES {
            let why = format!("{} did not give this message in {TRIES} tries.", self.mailbox.server.host);
            let header = self.header(at, tries - TRIES).await?;
            return Ok(header.map(|header| Content::NotGiven { header, why }));
        }
        match self.session.message(headline.uid, headline.size_bytes).await {
            Ok(message) => Ok(message.map(Content::Whole)),
            Err(trouble) => Err(self.stumbled(at, trouble)),
        }
    }

    /// Without a header after as many tries again.
    async fn header(&mut self, at: Place, tries: u32) -> Result<Option<Vec<u8>>, Trouble> {
        if tries >= TRIES {
            return Ok(Some(Vec::new()));
        }
        match self.session.header(at.uid).await {
            Ok(header) => Ok(header),
            Err(trouble) => Err(self.stumbled(at, trouble)),
        }
    }

    fn stumbled(&mut self, at: Place, trouble: Trouble) -> Trouble {
        self.stumble.note(at);
        trouble
    }
}

fn not_kept(error: impl Display) -> Trouble {
    Trouble::passing(format!("The mail could not be kept: {error}"))
}
