//! A client that keeps its connections open and knows when an answer is whole, so that it takes little from the server it measures.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is sent, put together before anything is measured.
pub struct Question {
    head: String,
    body: Vec<u8>,
}

impl Question {
    /// Asks for a page.
    pub fn get(server: SocketAddr, path: &str) -> Question {
        Question { head: format!("GET {path} HTTP/1.1\r\nHost: {server}\r\n"), body: Vec::new() }
    }

    /// Sends something as a page of the server itself would.
    pub fn post(server: SocketAddr, path: &str, media: &str, body: Vec<u8>) -> Question {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {server}\r\nOrigin: http://{server}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: {media}\r\nContent-Length: {length}\r\n"
        );
        Question { head, body }
    }

    /// The same with a further header.
    pub fn with(mut self, name: &str, value: &str) -> Question {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// The same as the only one of its connection, which the server then closes.
    pub fn alone(self) -> Question {
        self.with("Connection", "close")
    }

    /// As it goes over the wire.
    pub fn wire(self) -> Vec<u8> {
        let mut wire = self.head.into_bytes();
        wire.extend_from_slice(b"\r\n");
        wire.extend(self.body);
        wire
    }
}

/// A whole answer.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    /// The content, as it was transferred.
    pub body: Vec<u8>,
    /// All bytes of the answer on the wire.
    pub transferred: usize,
}

impl Answer {
    /// The first header of this name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The cookies that it sets, as they are sent back.
    pub fn cookies(&self) -> String {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        let pairs = set.map(|(_, cookie)| cookie.split(';').next().unwrap_or_default().trim());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The content as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Refuses an answer of another status, with what it says.
    pub fn with_status(self, statuses: &[u16]) -> anyhow::Result<Answer> {
        let text = self.text();
        let beginning = text.chars().take(600).collect::<String>();
        ensure!(statuses.contains(&self.status), "the server answered {}: {beginning}", self.status);
        Ok(self)
    }
}

/// A connection that stays open from question to question.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    /// Connects.
    pub fn open(server: SocketAddr) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect_timeout(&server, PATIENCE);
        let stream = stream.with_context(|| format!("{server} can't be reached"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Connection(BufReader::with_capacity(64 * 1024, stream)))
    }

    /// Sends a question and reads its answer to the end.
    pub fn ask(&mut self, question: &[u8]) -> anyhow::Result<Answer> {
        self.0.get_mut().write_all(question).context("the question can't be sent")?;
        read_answer(&mut self.0)
    }
}

/// Asks once, by a connection of its own.
pub fn ask(server: SocketAddr, question: Question) -> anyhow::Result<Answer> {
    Connection::open(server)?.ask(&question.wire())
}

/// How questions reach the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Over so many connections that stay open.
    Kept(usize),
    /// So many at a time, each by a connection of its own; the questions are [`Question::alone`].
    New(usize),
}

/// Asks all questions, each connection taking the next that is left, and gives every answer to `read` with the place of its
/// question. Returns how long it took from the first question on.
pub fn ask_all(
    server: SocketAddr,
    by: By,
    questions: &[Vec<u8>],
    read: impl Fn(usize, Answer) -> anyhow::Result<()> + Sync,
) -> anyhow::Result<Duration> {
    let opened = match by {
        By::Kept(many) => (0..many).map(|_| Connection::open(server).map(Some)).collect::<anyhow::Result<Vec<_>>>()?,
        By::New(many) => (0..many).map(|_| None).collect(),
    };
    let next = AtomicUsize::new(0);
    let work = |mut kept: Option<Connection>| -> anyhow::Result<()> {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(question) = questions.get(place) else { return Ok(()) };
            let answer = match &mut kept {
                Some(connection) => connection.ask(question)?,
                None => Connection::open(server)?.ask(question)?,
            };
            read(place, answer)?;
        }
    };
    let begun = Instant::now();
    thread::scope(|scope| {
        let running = opened.into_iter().map(|kept| scope.spawn(|| work(kept))).collect::<Vec<_>>();
        running.into_iter().try_for_each(|one| match one.join() {
            Ok(done) => done,
            Err(_panic) => bail!("a connection of the bench broke down"),
        })
    })?;
    Ok(begun.elapsed())
}

fn read_answer(stream: &mut impl BufRead) -> anyhow::Result<Answer> {
    let mut transferred = 0;
    let first = line(stream, &mut transferred)?;
    let status =
        first.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse::<u16>().ok());
    let status = status.with_context(|| format!("this is no answer of HTTP/1.1: {first}"))?;
    let mut headers = Vec::new();
    loop {
        let line = line(stream, &mut transferred)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').with_context(|| format!("this is no header: {line}"))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer { status, headers, body: Vec::new(), transferred };
    let is_empty = matches!(status, 100..200 | 204 | 304);
    let is_chunked = answer.header("transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked"));
    let length = answer.header("content-length").map(str::parse::<usize>).transpose()?;
    match length {
        _ if is_empty => {}
        _ if is_chunked => read_chunks(stream, &mut answer)?,
        Some(length) => read_some(stream, length, &mut answer)?,
        None => bail!("the answer does not say where it ends"),
    }
    Ok(answer)
}

fn line(stream: &mut impl BufRead, transferred: &mut usize) -> anyhow::Result<String> {
    let mut line = Vec::new();
    *transferred += stream.read_until(b'\n', &mut line).context("the answer can't be read")?;
    ensure!(line.ends_with(b"\n"), "the connection ended within an answer");
    Ok(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned())
}

fn read_some(stream: &mut impl BufRead, length: usize, answer: &mut Answer) -> anyhow::Result<()> {
    let before = answer.body.len();
    answer.body.resize(before + length, 0);
    let rest = answer.body.get_mut(before..).unwrap_or_default();
    stream.read_exact(rest).context("the connection ended within an answer")?;
    answer.transferred += length;
    Ok(())
}

fn read_chunks(stream: &mut impl BufRead, answer: &mut Answer) -> anyhow::Result<()> {
    loop {
        let size = line(stream, &mut answer.transferred)?;
        let digits = size.split(';').next().unwrap_or_default().trim();
        let length =
            usize::from_str_radix(digits, 16).with_context(|| format!("this is no length of a chunk: {size}"))?;
        if length == 0 {
            break;
        }
        read_some(stream, length, answer)?;
        line(stream, &mut answer.transferred)?;
    }
    while !line(stream, &mut answer.transferred)?.is_empty() {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::sync::Mutex;

    use super::*;

    fn read(text: &str) -> anyhow::Result<Answer> {
        read_answer(&mut text.as_bytes())
    }

    #[test]
    fn an_answer_ends_where_it_says() {
        let mut stream =
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Name: a: b\r\n\r\nhelloHTTP/1.1 304 Not Modified\r\n\r\n"
                .as_bytes();
        let first = read_answer(&mut stream).unwrap();
        assert_eq!((first.status, first.text().as_str(), first.header("x-name")), (200, "hello", Some("a: b")));
        assert_eq!(first.transferred, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Name: a: b\r\n\r\nhello".len());
        let second = read_answer(&mut stream).unwrap();
        assert_eq!((second.status, second.body.len()), (304, 0));
        assert!(stream.is_empty());
    }

    #[test]
    fn an_answer_in_chunks_is_put_together() {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: z\r\n\r\n";
        let answer = read(text).unwrap();
        assert_eq!((answer.text().as_str(), answer.transferred), ("hello world", text.len()));
    }

    #[test]
    fn an_answer_that_is_cut_off_is_none() {
        for text in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\n\r\nuntil it closes",
            "SSH-2.0-OpenSSH_9.2\r\n",
        ] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn cookies_are_sent_back_without_what_surrounds_them() {
        let answer = read(
            "HTTP/1.1 303 See Other\r\nSet-Cookie: a=1; Path=/; HttpOnly\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n",
        );
        assert_eq!(answer.unwrap().cookies(), "a=1; b=2");
    }

    #[test]
    fn another_status_than_expected_is_told_with_its_words() {
        let answer = read("HTTP/1.1 422 Unprocessable Content\r\nContent-Length: 10\r\n\r\nno address").unwrap();
        let refused = answer.with_status(&[200, 201]).err().unwrap().to_string();
        assert_eq!(refused, "the server answered 422: no address");
    }

    /// Answers each question with its path, over as many connections as come.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                thread::spawn(move || {
                    let mut stream = BufReader::new(stream.unwrap());
                    loop {
                        let mut line = String::new();
                        if stream.read_line(&mut line).unwrap() == 0 {
                            return;
                        }
                        let path = line.split(' ').nth(1).unwrap().to_owned();
                        while !line.trim().is_empty() {
                            line.clear();
                            stream.read_line(&mut line).unwrap();
                        }
                        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{path}", path.len());
                        stream.get_mut().write_all(answer.as_bytes()).unwrap();
                    }
                });
            }
        });
        address
    }

    #[test]
    fn every_question_is_asked_once_and_gets_its_own_answer() {
        let server = echo();
        let questions = (0..100).map(|n| Question::get(server, &format!("/{n}")).wire()).collect::<Vec<_>>();
        for by in [By::Kept(7), By::New(3)] {
            let heard = Mutex::new(Vec::new());
            ask_all(server, by, &questions, |place, answer| {
                assert_eq!(answer.text(), format!("/{place}"));
                heard.lock().unwrap().push(place);
                Ok(())
            })
            .unwrap();
            let mut heard = heard.into_inner().unwrap();
            heard.sort_unstable();
            assert_eq!(heard, (0..100).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_wrong_with_one_answer_is_wrong_with_all() {
        let server = echo();
        let questions = vec![Question::get(server, "/").wire(); 20];
        let done = ask_all(server, By::Kept(4), &questions, |place, _| {
            ensure!(place != 11, "the eleventh");
            Ok(())
        });
        assert_eq!(done.unwrap_err().to_string(), "the eleventh");
    }
}
