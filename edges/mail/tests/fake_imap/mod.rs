//! A mailbox server with the faults that no real one shows on command.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use mail::inbox::{Security, Server};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::peers::letter;

pub const UIDVALIDITY: u32 = 7;

/// Messages by their ids; the first has UID 1.
#[derive(Clone)]
pub struct FakeImap {
    pub stored: Arc<Mutex<Vec<String>>>,
    /// The UID of a message whose text it fails to give.
    pub never_given: Option<usize>,
    pub tells_next: bool,
    pub keeps_marks: bool,
    pub refuses_idle: bool,
}

impl FakeImap {
    pub fn with(ids: &[&str]) -> Self {
        let stored = Arc::new(Mutex::new(ids.iter().map(|id| (*id).to_owned()).collect()));
        Self { stored, never_given: None, tells_next: true, keeps_marks: true, refuses_idle: false }
    }

    /// Serves until the test ends.
    pub async fn serve(self) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(self.clone().talk(stream));
            }
        });
        let timeout = Duration::from_secs(5);
        Server { host: "127.0.0.1".into(), port, security: Security::Plain, ca_file: None, timeout }
    }

    async fn talk(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"* OK ready\r\n").await.unwrap();
        let mut line = String::new();
        while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
            let (tag, command) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
            let answer = self.answer(tag, command);
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
            line.clear();
        }
    }

    fn answer(&self, tag: &str, command: &str) -> String {
        let stored = self.stored.lock().unwrap();
        let done = format!("{tag} OK done\r\n");
        if command.starts_with("CAPABILITY") {
            return format!("* CAPABILITY IMAP4rev1 IDLE\r\n{done}");
        }
        if command.starts_with("SELECT") {
            let next =
                if self.tells_next { format!("* OK [UIDNEXT {}] next\r\n", stored.len() + 1) } else { String::new() };
            let flags = if self.keeps_marks { "\\Seen \\*" } else { "\\Seen" };
            let count = stored.len();
            return format!(
                "* {count} EXISTS\r\n* OK [UIDVALIDITY {UIDVALIDITY}] ok\r\n{next}* OK [PERMANENTFLAGS ({flags})] ok\r\n{done}"
            );
        }
        if command == "IDLE" && self.refuses_idle {
            return format!("{tag} NO not today\r\n");
        }
        if command == "IDLE" {
            return "+ idling\r\n".into();
        }
        if command.starts_with("UID STORE") && !self.keeps_marks {
            return format!("* BYE nobody asked whether marks are kept\r\n{done}");
        }
        let Some(fetch) = command.strip_prefix("UID FETCH ") else { return done };
        let (range, what) = fetch.split_once(' ').unwrap();
        let from = range.trim_end_matches(":*");
        let last = stored.len();
        let from = if from == "*" { last } else { from.parse().unwrap() };
        if what.contains("BODY.PEEK[]") && self.never_given == Some(from) {
            return format!("{tag} NO [SERVERBUG] Internal error occurred\r\n");
        }
        // As the standard has it, `n:*` names the last message also when n is beyond it.
        let (from, to) = if range.contains('*') { (from.min(last), last) } else { (from, from) };
        let told = (from..=to).map(|uid| {
            let message = String::from_utf8(letter(&stored[uid - 1], "Hello")).unwrap();
            let header = message.split_inclusive("\r\n\r\n").next().unwrap();
            let size = message.len();
            let date = "25-Nov-2026 09:00:00 +0100";
            match what {
                "(UID BODY.PEEK[])" => format!("* {uid} FETCH (UID {uid} BODY[] {{{size}}}\r\n{message})\r\n"),
                "(UID BODY.PEEK[HEADER])" => {
                    format!("* {uid} FETCH (UID {uid} BODY[HEADER] {{{}}}\r\n{header})\r\n", header.len())
                }
                _ => format!("* {uid} FETCH (UID {uid} INTERNALDATE \"{date}\" RFC822.SIZE {size})\r\n"),
            }
        });
        told.collect::<String>() + &done
    }
}
