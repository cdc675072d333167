//! Hands letters to a mailbox by LMTP, as a mail server does it, many on one connection.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use super::Peer;

/// Somebody's mail server, delivering to a Dovecot.
pub struct Postman {
    line: BufReader<TcpStream>,
}

impl Postman {
    /// Connects to the LMTP port.
    pub fn to(dovecot: &Peer) -> Self {
        let line = TcpStream::connect(("127.0.0.1", dovecot.port("lmtp_port"))).unwrap();
        let mut postman = Self { line: BufReader::new(line) };
        postman.hear('2');
        postman.say(b"LHLO mx.customer.example\r\n", '2');
        postman
    }

    /// Delivers to `to`; the envelope's sender is the letter's Return-Path, if it has one.
    pub fn deliver(&mut self, to: &str, letter: &[u8]) {
        let head = String::from_utf8_lossy(&letter[..letter.len().min(4096)]).into_owned();
        let from = head
            .lines()
            .find_map(|line| line.strip_prefix("Return-Path: "))
            .unwrap_or("<sender@customer.example>")
            .trim();
        self.say(format!("MAIL FROM:{from} BODY=8BITMIME\r\n").as_bytes(), '2');
        self.say(format!("RCPT TO:<{to}>\r\n").as_bytes(), '2');
        self.say(b"DATA\r\n", '3');
        let mut data = Vec::with_capacity(letter.len() + letter.len() / 32);
        for line in letter.split_inclusive(|byte| *byte == b'\n') {
            if line.starts_with(b".") {
                data.push(b'.');
            }
            let line = line.strip_suffix(b"\n").map_or(line, |line| line.strip_suffix(b"\r").unwrap_or(line));
            data.extend_from_slice(line);
            data.extend_from_slice(b"\r\n");
        }
        data.extend_from_slice(b".\r\n");
        self.say(&data, '2');
    }

    fn say(&mut self, words: &[u8], expected: char) {
        self.line.get_mut().write_all(words).unwrap();
        self.hear(expected);
    }

    fn hear(&mut self, expected: char) {
        loop {
            let mut reply = String::new();
            self.line.read_line(&mut reply).unwrap();
            assert!(reply.starts_with(expected), "{reply}");
            if reply.as_bytes().get(3) != Some(&b'-') {
                return;
            }
        }
    }
}
