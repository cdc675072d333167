//! One SMTP conversation: greeting, STARTTLS, sign-in, letters, goodbye.

use std::{
    error::Error as _,
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use lettre::{
    Address,
    transport::smtp::{
        Error as SmtpError,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, AsyncTokioStream},
        commands::{Data, Ehlo, Mail, Quit, Rcpt, Rset, Starttls},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter, ServerInfo},
        response::Response,
    },
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader, ReadBuf},
    net::TcpStream,
};

use super::{Mend, Outcome, Security, SmtpSettings, Trouble};
use crate::server::Wire;

/// How many times longer than any other step the receipt for a whole letter may take.
const RECEIPT_PATIENCE: u32 = 3;
/// The slowest line a letter may take, in bytes a second.
const SLOWEST: usize = 16 * 1024;
/// What is kept of a server's own words.
const LONGEST_REPLY: usize = 300;

pub(super) struct Connection {
    settings: Arc<SmtpSettings>,
    smtp: AsyncSmtpConnection,
    usable: bool,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("host", &self.settings.server.host).field("usable", &self.usable).finish()
    }
}

impl Connection {
    /// Connects, encrypts and signs in as the settings say.
    pub(super) async fn open(settings: &Arc<SmtpSettings>) -> Result<Self, Trouble> {
        let server = &settings.server;
        let hello = hello(settings);
        let line = match server.dial().await? {
            Wire::Plain(stream) if server.security == Security::StartTls => encrypted(settings, stream).await?,
            wire @ (Wire::Plain(_) | Wire::Tls(_)) => Line { ahead: &[], wire },
        };
        let opening = AsyncSmtpConnection::connect_with_transport(Box::new(line), &hello);
        let smtp = server.in_time(opening).await?.map_err(|error| {
            let said = said(settings, &error);
            Trouble { why: format!("{} does not let us in: {}", server.host, said.why), ..said }
        })?;
        let mut connection = Self { settings: Arc::clone(settings), smtp, usable: true };
        connection.sign_in().await?;
        Ok(connection)
    }

    async fn sign_in(&mut self) -> Result<(), Trouble> {
        let Some(account) = &self.settings.sign_in else { return Ok(()) };
        let server = &self.settings.server;
        let offered = [Mechanism::Plain, Mechanism::Login];
        if self.smtp.server_info().get_auth_mechanism(&offered).is_none() {
            let hint = match server.security {
                Security::Plain => " It may do so on an encrypted line: choose STARTTLS or TLS.",
                Security::StartTls | Security::Tls => " If it needs none, leave the user name empty.",
            };
            return Err(Trouble::of_settings(format!("{} offers no sign-in by password.{hint}", server.host)));
        }
        let credentials = Credentials::new(account.user.clone(), account.password.reveal().to_owned());
        match server.in_time(self.smtp.auth(&offered, &credentials)).await? {
            Ok(_welcome) => Ok(()),
            Err(error) => {
                let said = said(&self.settings, &error);
                let mend = if said.code.is_some_and(is_final) { Mend::Settings } else { Mend::Time };
                let why = format!("{} does not accept the sign-in of {}: {}", server.host, account.user, said.why);
                Err(Trouble { why, mend, code: said.code })
            }
        }
    }

    /// Takes one letter through MAIL, RCPT and DATA.
    pub(super) async fn deliver(&mut self, from: Option<Address>, to: Address, message: &[u8]) -> Outcome {
        let host = self.settings.server.host.clone();
        let parameters = match self.parameters(from.as_ref(), &to, message) {
            Ok(parameters) => parameters,
            Err(refused) => return refused,
        };
        let sender = from.as_ref().map_or("the empty sender".to_owned(), ToString::to_string);
        if let Err(trouble) = self.ask(Mail::new(from, parameters)).await {
            return judged(&format!("{host} does not take mail from {sender}"), trouble);
        }
        if let Err(trouble) = self.ask(Rcpt::new(to.clone(), Vec::new())).await {
            return judged(&format!("{host} does not take mail for {to}"), trouble);
        }
        match self.ask(Data).await {
            Ok(reply) if reply.has_code(354) => self.hand_over(message).await,
            Ok(reply) => {
                self.usable = false;
                Trouble::passing(format!("{host} answered DATA with {}.", words(&reply))).into()
            }
            Err(trouble) => judged(&format!("{host} does not take the letter"), trouble),
        }
    }

    /// From here on a silence leaves open whether the letter was taken.
    async fn hand_over(&mut self, message: &[u8]) -> Outcome {
        let server = &self.settings.server;
        let size = u64::try_from(message.len() / SLOWEST).unwrap_or(u64::MAX);
        let patience = server.timeout * RECEIPT_PATIENCE + Duration::from_secs(size);
        let unknown = |trouble: Trouble| Outcome::Unknown {
            why: format!("{} The letter may have been taken: it is sent again as the same message.", trouble.why),
        };
        match server.within(patience, self.smtp.message(message)).await {
            Ok(Ok(reply)) if reply.has_code(250) => Outcome::Taken { reply: words(&reply) },
            Ok(Ok(reply)) => {
                self.usable = false;
                unknown(Trouble::passing(format!("{} answered the letter with {}.", server.host, words(&reply))))
            }
            Ok(Err(error)) => {
                let trouble = self.heard(&error);
                match trouble.code {
                    Some(_) => judged(&format!("{} does not take the letter", self.settings.server.host), trouble),
                    None => unknown(trouble),
                }
            }
            Err(late) => {
                self.usable = false;
                unknown(late)
            }
        }
    }

    fn parameters(&self, from: Option<&Address>, to: &Address, message: &[u8]) -> Result<Vec<MailParameter>, Outcome> {
        let ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        let offers = |extension| self.smtp.server_info().supports_feature(extension);
        let lacks = |what: &str| Outcome::Refused { why: format!("{} {what}", self.settings.server.host), code: None };
        let mut parameters = Vec::new();
        if !ascii(to) || !from.is_none_or(ascii) {
            if !offers(Extension::SmtpUtfEight) {
                return Err(lacks(&format!(
                    "can't deliver to {to}: it takes only plain letters before the @ of an address."
                )));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !message.is_ascii() {
            if !offers(Extension::EightBitMime) {
                return Err(lacks("takes only plain ASCII, and this letter has other characters."));
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        Ok(parameters)
    }

    /// Whether the line still works; begins anew whatever was begun on it.
    pub(super) async fn answers(&mut self) -> bool {
        self.ask(Rset).await.is_ok()
    }

    /// Whether another letter can be sent on it.
    pub(super) fn is_usable(&self) -> bool {
        self.usable && !self.smtp.has_broken()
    }

    pub(super) async fn quit(mut self) {
        // Politeness only: the letters are settled, so no answer to this matters.
        drop(self.ask(Quit).await);
    }

    async fn ask(&mut self, command: impl fmt::Display) -> Result<Response, Trouble> {
        match self.settings.server.in_time(self.smtp.command(command)).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(error)) => Err(self.heard(&error)),
            Err(late) => {
                self.usable = false;
                Err(late)
            }
        }
    }

    /// Only after a plain refusal is the line still good: 421 closes it, and without a code it broke.
    fn heard(&mut self, error: &SmtpError) -> Trouble {
        let trouble = said(&self.settings, error);
        self.usable &= trouble.code.is_some_and(|code| code != 421);
        trouble
    }
}

/// The server's words behind an error, or that the line broke.
fn said(settings: &SmtpSettings, error: &SmtpError) -> Trouble {
    let server = &settings.server;
    let source = error.source();
    if let Some(code) = error.status().map(u16::from) {
        let text = source.map(ToString::to_string).unwrap_or_default();
        return Trouble { code: Some(code), ..Trouble::passing(sentence(&format!("{code} {text}"))) };
    }
    match source.and_then(|cause| cause.downcast_ref::<io::Error>()) {
        Some(cause) => server.cut(Some(cause)),
        // The library's word for an end of the stream in the middle of a reply.
        None if error.is_response() && source.is_some_and(|cause| cause.to_string() == "incomplete response") => {
            server.cut(None)
        }
        None => Trouble::passing(format!("{} gave an answer that is no SMTP ({error}).", server.host)),
    }
}

/// A reply to a command of a letter: only a final one is about this letter; 53x is about our sign-in.
fn judged(what: &str, trouble: Trouble) -> Outcome {
    match trouble.code {
        None => trouble.into(),
        Some(530 | 534 | 535 | 538) => Outcome::TryAgain {
            why: format!("{what}: {} The user name and password of the settings are missing or wrong.", trouble.why),
            code: trouble.code,
            mend: Mend::Settings,
        },
        Some(code) if is_final(code) => {
            Outcome::Refused { why: format!("{what}: {}", trouble.why), code: trouble.code }
        }
        Some(_) => {
            Outcome::TryAgain { why: format!("{what} now: {}", trouble.why), code: trouble.code, mend: Mend::Time }
        }
    }
}

fn is_final(code: u16) -> bool {
    (500..600).contains(&code)
}

fn words(reply: &Response) -> String {
    sentence(&format!("{} {}", reply.code(), reply.message().collect::<Vec<_>>().join(" ")))
}

/// Server text, fit for a page: one line, not endless, with its full stop.
fn sentence(text: &str) -> String {
    let mut line: String = text.chars().filter(|c| !c.is_control()).take(LONGEST_REPLY).collect();
    line.truncate(line.trim_end_matches(['.', ' ']).len());
    line.push('.');
    line
}

fn hello(settings: &SmtpSettings) -> ClientId {
    ClientId::Domain(settings.hello_name.clone())
}

/// Asks for encryption and begins it.
///
/// Done here and not by the library, since what comes in clear behind the server's "ready" must not be taken for an answer
/// given inside the encrypted line.
async fn encrypted(settings: &SmtpSettings, stream: TcpStream) -> Result<Line, Trouble> {
    let server = &settings.server;
    let mut clear = BufReader::new(stream);
    let greeting = answer(settings, &mut clear).await?;
    expect(settings, &greeting)?;
    let welcome = question(settings, &mut clear, &Ehlo::new(hello(settings)).to_string()).await?;
    let offers = ServerInfo::from_response(&welcome).is_ok_and(|info| info.supports_feature(Extension::StartTls));
    if !offers {
        let (host, port) = (&server.host, server.port);
        return Err(Trouble::of_settings(format!(
            "{host} offers no STARTTLS on port {port}. Choose TLS with its port (465), or no encryption if the server is on \
             this machine."
        )));
    }
    question(settings, &mut clear, &Starttls.to_string()).await?;
    if !clear.buffer().is_empty() {
        return Err(Trouble::passing(format!(
            "{} sent something in clear after STARTTLS. Somebody may be changing what passes on the line.",
            server.host
        )));
    }
    Ok(Line { ahead: b"220 encrypted\r\n", wire: server.encrypt(clear.into_inner()).await? })
}

async fn question(settings: &SmtpSettings, line: &mut BufReader<TcpStream>, text: &str) -> Result<Response, Trouble> {
    let server = &settings.server;
    server.in_time(line.get_mut().write_all(text.as_bytes())).await?.map_err(|error| server.cut(Some(&error)))?;
    let reply = answer(settings, line).await?;
    expect(settings, &reply)?;
    Ok(reply)
}

async fn answer(settings: &SmtpSettings, line: &mut BufReader<TcpStream>) -> Result<Response, Trouble> {
    let server = &settings.server;
    let reading = async {
        let mut reply = String::new();
        let mut limited = line.take(100_000);
        loop {
            let start = reply.len();
            if limited.read_line(&mut reply).await? == 0 {
                return Ok(None);
            }
            // The last line of a reply has a space after its code.
            if reply.as_bytes().get(start + 3) != Some(&b'-') {
                return Ok(Some(reply));
            }
        }
    };
    let reply = server.in_time(reading).await?.map_err(|error: io::Error| server.cut(Some(&error)))?;
    let reply = reply.ok_or_else(|| server.cut(None))?;
    reply.parse().map_err(|_no_smtp: SmtpError| {
        let (host, port) = (&server.host, server.port);
        Trouble::of_settings(format!("What answers on port {port} of {host} is no mail server for sending (SMTP)."))
    })
}

fn expect(settings: &SmtpSettings, reply: &Response) -> Result<(), Trouble> {
    if reply.is_positive() {
        return Ok(());
    }
    let why = format!("{} does not let us in: {}", settings.server.host, words(reply));
    Err(Trouble { code: Some(reply.code().into()), ..Trouble::passing(why) })
}

/// The line as the library reads it: behind STARTTLS it still expects a greeting, which was given before.
#[derive(Debug)]
struct Line {
    ahead: &'static [u8],
    wire: Wire,
}

impl AsyncTokioStream for Line {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.wire.peer()
    }
}

impl AsyncRead for Line {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let line = self.get_mut();
        if line.ahead.is_empty() {
            return Pin::new(&mut line.wire).poll_read(cx, buf);
        }
        let (now, later) = line.ahead.split_at(line.ahead.len().min(buf.remaining()));
        buf.put_slice(now);
        line.ahead = later;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().wire).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().wire).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().wire).poll_shutdown(cx)
    }
}
