//! One IMAP connection: from the greeting to the selected folder, and the few commands that reading needs.
//!
//! The library parses what the server says; the conversation is led here, because every command must tell a refusal, a broken
//! line and an empty answer apart: "nothing new" must never be what a dead connection looks like.

use std::{io, time::Duration};

use async_imap::Client;
use jiff::Timestamp;
use tokio::io::AsyncWriteExt;

use super::{
    Mailbox, Mend, Security, Server, TAKEN, Trouble,
    heard::{Heard, Message},
};
use crate::server::Wire;

/// RFC 2177 lets a server hang up after half an hour without a command.
const LONGEST_IDLE: Duration = Duration::from_secs(28 * 60);
/// The slowest line that a message is still fetched over, in bytes a second.
const SLOWEST: u32 = 16 * 1024;

/// The folder as it was when it was opened.
pub(super) struct Folder {
    pub(super) uidvalidity: u32,
    /// The highest UID given out so far.
    pub(super) end: u32,
    pub(super) exists: u32,
    /// Whether the server keeps our mark on a message.
    pub(super) may_mark: bool,
}

/// What is known of a message before it is fetched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headline {
    pub(super) uid: u32,
    pub(super) arrived_at: Option<Timestamp>,
    pub(super) size_bytes: u32,
}

pub(super) struct Session {
    client: Client<Wire>,
    server: Server,
    commands: u32,
    can_idle: bool,
    /// The server told of a message since it was last asked for all.
    news: bool,
}

/// A command without success.
enum Unanswered {
    /// The server said no; the line is still good.
    Refused(String),
    /// The line is not.
    Broken(Trouble),
}

impl From<Trouble> for Unanswered {
    fn from(trouble: Trouble) -> Self {
        Self::Broken(trouble)
    }
}

impl Unanswered {
    /// The trouble it is, a refusal in the words given for it.
    fn or(self, words: impl FnOnce(&str) -> Trouble) -> Trouble {
        match self {
            Self::Refused(reply) => words(&reply),
            Self::Broken(trouble) => trouble,
        }
    }
}

impl Session {
    /// Connects, encrypts and signs in as the settings say.
    pub(super) async fn open(mailbox: &Mailbox) -> Result<Self, Trouble> {
        let server = mailbox.server.clone();
        let mut session = Self::on(server.dial().await?, server);
        session.greeting().await?;
        if session.server.security == Security::StartTls {
            session = session.encrypted().await?;
        }
        session.sign_in(mailbox).await?;
        // What a server can do is often told only to those who signed in.
        session.can_idle = session.offers("IDLE").await?;
        Ok(session)
    }

    fn on(wire: Wire, server: Server) -> Self {
        Self { client: Client::new(wire), server, commands: 0, can_idle: false, news: false }
    }

    async fn greeting(&mut self) -> Result<(), Trouble> {
        let server = self.server.clone();
        let greeting = server.in_time(self.next()).await??;
        if matches!(greeting, Heard::Ready) {
            return Ok(());
        }
        let (host, port) = (&server.host, server.port);
        Err(Trouble::of_settings(format!("What answers on port {port} of {host} is no mailbox server (IMAP).")))
    }

    async fn encrypted(mut self) -> Result<Self, Trouble> {
        let server = self.server.clone();
        self.ask("STARTTLS").await.map_err(|error| {
            error.or(|reply| {
                let (host, port) = (&server.host, server.port);
                Trouble::of_settings(format!(
                    "{host} offers no STARTTLS on port {port}: {reply} Choose TLS with its port (993), or no encryption if the \
                     server is on this machine."
                ))
            })
        })?;
        // What came in clear behind the answer is thrown away with the old reader.
        match self.client.into_inner() {
            Wire::Plain(stream) => Ok(Self::on(server.encrypt(stream).await?, server)),
            encrypted @ Wire::Tls(_) => Ok(Self::on(encrypted, server)),
        }
    }

    async fn sign_in(&mut self, mailbox: &Mailbox) -> Result<(), Trouble> {
        let (host, user) = (self.server.host.clone(), &mailbox.sign_in.user);
        if self.offers("LOGINDISABLED").await? {
            let hint = match self.server.security {
                Security::Plain => "It asks for an encrypted line: choose STARTTLS or TLS.",
                Security::StartTls | Security::Tls => "Ask its administrator for a way to sign in by password.",
            };
            return Err(Trouble::of_settings(format!("{host} allows no sign-in by password here. {hint}")));
        }
        let mut command = Command::new("LOGIN ");
        command.string(user);
        command.text(" ");
        command.string(mailbox.sign_in.password.reveal());
        let signed_in = self.ask_in_parts(self.server.timeout, command).await;
        signed_in.map(drop).map_err(|error| {
            error.or(|reply| {
                let passing = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]"].iter().any(|code| reply.contains(code));
                let mend = if passing { Mend::Time } else { Mend::Settings };
                Trouble { why: format!("{host} does not accept the sign-in of {user}: {reply}"), mend, code: None }
            })
        })
    }

    async fn offers(&mut self, capability: &str) -> Result<bool, Trouble> {
        let answer = self.ask("CAPABILITY").await.map_err(|error| error.or(|reply| self.puzzled(reply)))?;
        let offered = |heard: &Heard| matches!(heard, Heard::Capabilities(offers) if offers.iter().any(|offer| offer == capability));
        Ok(answer.iter().any(offered))
    }

    /// Opens the folder.
    pub(super) async fn select(&mut self, name: &str) -> Result<Folder, Trouble> {
        if !name.is_ascii() {
            return Err(Trouble::of_settings(format!(
                "The folder “{name}” can't be read: use one with plain letters only."
            )));
        }
        let mut command = Command::new("SELECT ");
        command.string(name);
        let answer = self.ask_in_parts(self.server.timeout, command).await.map_err(|error| {
            error.or(|reply| Trouble::of_settings(format!("The folder “{name}” can't be opened: {reply}")))
        })?;
        let told = |number: fn(&Heard) -> Option<u32>| answer.iter().rev().find_map(number);
        let uidvalidity = told(|heard| if let Heard::UidValidity(number) = heard { Some(*number) } else { None });
        let uidnext = told(|heard| if let Heard::UidNext(number) = heard { Some(*number) } else { None });
        let exists = told(|heard| if let Heard::Exists(number) = heard { Some(*number) } else { None }).unwrap_or(0);
        let may_mark = answer.iter().any(|heard| matches!(heard, Heard::KeepsMark(true)));
        let Some(uidvalidity) = uidvalidity else {
            let host = &self.server.host;
            return Err(Trouble::of_settings(format!(
                "{host} does not number its messages for good, so they can't be followed."
            )));
        };
        let end = match uidnext {
            Some(next) => next.saturating_sub(1),
            None => self.headlines("*").await?.last().map_or(0, |last| last.uid),
        };
        Ok(Folder { uidvalidity, end, exists, may_mark })
    }

    /// The messages behind `uid`, in the order of their numbers.
    pub(super) async fn headlines_after(&mut self, uid: u32) -> Result<Vec<Headline>, Trouble> {
        self.news = false;
        let Some(next) = uid.checked_add(1) else { return Ok(Vec::new()) };
        let mut found = self.headlines(&format!("{next}:*")).await?;
        // `n:*` always names the last message, also when its number is below n.
        found.retain(|headline| headline.uid > uid);
        Ok(found)
    }

    async fn headlines(&mut self, range: &str) -> Result<Vec<Headline>, Trouble> {
        let command = format!("UID FETCH {range} (UID INTERNALDATE RFC822.SIZE)");
        let answer = self.ask(&command).await.map_err(|error| error.or(|reply| self.puzzled(reply)))?;
        let mut found: Vec<_> = messages(answer).filter_map(|message| headline(&message)).collect();
        found.sort_by_key(|headline| headline.uid);
        found.dedup_by_key(|headline| headline.uid);
        Ok(found)
    }

    /// The whole message, without a trace of having been read. None if it is gone.
    pub(super) async fn message(&mut self, uid: u32, size_bytes: u32) -> Result<Option<Vec<u8>>, Trouble> {
        let patience = self.server.timeout + Duration::from_secs(u64::from(size_bytes / SLOWEST));
        self.section(uid, "BODY.PEEK[]", patience).await
    }

    /// The header of a message. None if it is gone.
    pub(super) async fn header(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Trouble> {
        self.section(uid, "BODY.PEEK[HEADER]", self.server.timeout).await
    }

    async fn section(&mut self, uid: u32, name: &str, patience: Duration) -> Result<Option<Vec<u8>>, Trouble> {
        let command = Command::new(&format!("UID FETCH {uid} (UID {name})"));
        let answer =
            self.ask_in_parts(patience, command).await.map_err(|error| error.or(|reply| self.puzzled(reply)))?;
        Ok(messages(answer).filter(|message| message.uid == Some(uid)).find_map(|message| message.bytes))
    }

    /// Marks a committed message for people who look into the mailbox. That a server won't is no trouble.
    pub(super) async fn mark_taken(&mut self, uid: u32) -> Result<(), Trouble> {
        match self.ask(&format!("UID STORE {uid} +FLAGS.SILENT ({TAKEN})")).await {
            Ok(_stored) => Ok(()),
            Err(Unanswered::Refused(reply)) => {
                tracing::debug!(host = self.server.host, "a message taken in was not marked: {reply}");
                Ok(())
            }
            Err(Unanswered::Broken(trouble)) => Err(trouble),
        }
    }

    /// Returns when there may be something new: the server told so, or it is time to look.
    pub(super) async fn wait_for_mail(&mut self, mailbox: &Mailbox) -> Result<(), Trouble> {
        if self.news {
            return Ok(());
        }
        if mailbox.idle && self.can_idle {
            match self.idle(mailbox.poll_every.min(LONGEST_IDLE)).await {
                Ok(()) => return Ok(()),
                Err(Unanswered::Broken(trouble)) => return Err(trouble),
                Err(Unanswered::Refused(reply)) => {
                    tracing::debug!(host = self.server.host, "IDLE is offered but refused, so it is polled: {reply}");
                    self.can_idle = false;
                }
            }
        }
        tokio::time::sleep(mailbox.poll_every).await;
        self.ask("NOOP").await.map(drop).map_err(|error| error.or(|reply| self.puzzled(reply)))
    }

    /// Lets the server tell of new messages, for `most` at the longest.
    async fn idle(&mut self, most: Duration) -> Result<(), Unanswered> {
        let server = self.server.clone();
        let tag = self.tag();
        server.in_time(self.write(format!("{tag} IDLE\r\n").as_bytes())).await??;
        server.in_time(self.permission(&tag)).await??;
        // That the time is over is as good a reason to look as news.
        if let Ok(told) = tokio::time::timeout(most, self.until_news()).await {
            told?;
        }
        server.in_time(self.write(b"DONE\r\n")).await??;
        server.in_time(self.answer(&tag)).await??;
        Ok(())
    }

    async fn until_news(&mut self) -> Result<(), Trouble> {
        while !self.news {
            self.next().await?;
        }
        Ok(())
    }

    /// Waits until the server wants to hear more of a command.
    async fn permission(&mut self, command: &str) -> Result<(), Unanswered> {
        loop {
            let heard = self.next().await?;
            if let Heard::Done { tag, words, .. } = &heard
                && tag == command
            {
                return Err(Unanswered::Refused(words.clone()));
            }
            if matches!(heard, Heard::GoOn) {
                return Ok(());
            }
        }
    }

    async fn ask(&mut self, command: &str) -> Result<Vec<Heard>, Unanswered> {
        self.ask_in_parts(self.server.timeout, Command::new(command)).await
    }

    /// Sends a command, each part after the first when the server asks for it, and gathers what comes up to its end.
    async fn ask_in_parts(&mut self, patience: Duration, command: Command) -> Result<Vec<Heard>, Unanswered> {
        let server = self.server.clone();
        let tag = self.tag();
        let conversation = async {
            self.write(format!("{tag} ").as_bytes()).await?;
            let mut parts = command.parts().peekable();
            while let Some(part) = parts.next() {
                self.write(&part).await?;
                if parts.peek().is_some() {
                    self.permission(&tag).await?;
                }
            }
            self.answer(&tag).await
        };
        server.within(patience, conversation).await?
    }

    async fn answer(&mut self, command: &str) -> Result<Vec<Heard>, Unanswered> {
        let mut gathered = Vec::new();
        loop {
            let heard = self.next().await?;
            if let Heard::Done { tag, succeeded, words } = &heard
                && tag == command
            {
                return if *succeeded { Ok(gathered) } else { Err(Unanswered::Refused(words.clone())) };
            }
            gathered.push(heard);
        }
    }

    async fn next(&mut self) -> Result<Heard, Trouble> {
        let host = &self.server.host;
        let heard = match self.client.read_response().await {
            Ok(Some(response)) => Heard::from(response.parsed()),
            Ok(None) => return Err(self.server.cut(None)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(self.server.cut(None)),
            // The parser's own words repeat what was received, which may be somebody's mail.
            Err(error) if error.kind() == io::ErrorKind::Other => {
                return Err(Trouble::passing(format!("{host} gave an answer that is not understood as IMAP.")));
            }
            Err(error) => return Err(self.server.cut(Some(&error))),
        };
        if let Heard::Bye(words) = &heard {
            return Err(self.hung_up(words));
        }
        self.news |= matches!(heard, Heard::Exists(_));
        Ok(heard)
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let line = self.client.get_mut();
        let written = async {
            line.write_all(bytes).await?;
            line.flush().await
        };
        written.await.map_err(|error| self.server.cut(Some(&error)))
    }

    fn tag(&mut self) -> String {
        self.commands = self.commands.wrapping_add(1);
        format!("A{:04}", self.commands)
    }

    fn hung_up(&self, words: &str) -> Trouble {
        Trouble::passing(format!("{} ended the connection: {words}", self.server.host))
    }

    fn puzzled(&self, reply: &str) -> Trouble {
        Trouble::passing(format!("{} refused what every mailbox server must do: {reply}", self.server.host))
    }
}

fn messages(answer: Vec<Heard>) -> impl Iterator<Item = Message> {
    answer.into_iter().filter_map(|heard| if let Heard::Message(message) = heard { Some(message) } else { None })
}

fn headline(message: &Message) -> Option<Headline> {
    // Without a size it is the news of a changed flag, which a server may send at any time.
    Some(Headline { uid: message.uid?, arrived_at: message.arrived_at, size_bytes: message.size_bytes? })
}

/// A command, cut where the server must say that it is ready for a string it can't take on the line.
struct Command(Vec<Vec<u8>>);

impl Command {
    fn new(text: &str) -> Self {
        Self(vec![text.as_bytes().to_vec()])
    }

    fn text(&mut self, text: &str) {
        if let Some(last) = self.0.last_mut() {
            last.extend_from_slice(text.as_bytes());
        }
    }

    /// Quoted where quoting serves; other letters than ASCII, and line ends, go as a literal.
    fn string(&mut self, value: &str) {
        if value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
            let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
            self.text(&format!("\"{quoted}\""));
        } else {
            self.text(&format!("{{{}}}", value.len()));
            self.0.push(value.as_bytes().to_vec());
        }
    }

    fn parts(self) -> impl Iterator<Item = Vec<u8>> {
        self.0.into_iter().map(|mut part| {
            part.extend_from_slice(b"\r\n");
            part
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_that_cannot_be_quoted_goes_as_a_literal() {
        let mut command = Command::new("LOGIN ");
        command.string("zoë@team.example");
        command.text(" ");
        command.string(r#"a"b\c"#);
        let parts: Vec<_> = command.parts().map(|part| String::from_utf8(part).unwrap()).collect();
        assert_eq!(parts, ["LOGIN {17}\r\n", "zoë@team.example \"a\\\"b\\\\c\"\r\n"]);
    }
}
