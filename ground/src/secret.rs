use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use rand::RngCore;
use sha2::{Digest, Sha256};

/// The letters of tokens: no l, i, o or u, so that one read aloud is written down right, and none becomes a word.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The key outside the database. From it the token of a link is made anew for each letter, so that no token need be kept.
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// Why the key could not be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file could not be read or made.
    #[error("The key file {path} can't be read or made: {why}. Give the folder to the user that runs Offwheel.")]
    File {
        /// Where it should lie.
        path: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// The file holds something else.
    #[error(
        "The key file {path} does not hold a key of 32 bytes. Bring the right file back from a backup; a new key ends all private links."
    )]
    NoKey {
        /// Where it lies.
        path: String,
    },
}

impl Secret {
    /// A key of its own, for a test.
    pub fn fresh() -> Self {
        let mut key = [0; 32];
        rand::rng().fill_bytes(&mut key);
        Self(key)
    }

    /// The key kept in `path`, which is made when it isn't there yet, readable by its owner alone.
    pub fn kept_in(path: &Path) -> Result<Self, SecretError> {
        let name = || path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => {
                <[u8; 32]>::try_from(bytes.as_slice()).map(Self).map_err(|_length| SecretError::NoKey { path: name() })
            }
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
                let secret = Self::fresh();
                let write = || -> std::io::Result<()> {
                    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
                    file.write_all(&secret.0)?;
                    file.sync_all()
                };
                write().map_err(|why| SecretError::File { path: name(), why })?;
                Ok(secret)
            }
            Err(why) => Err(SecretError::File { path: name(), why }),
        }
    }

    /// A token of 26 signs (130 bits) for `parts`: always the same for the same key and parts, unguessable without the key.
    pub fn token(&self, parts: &[&str]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!("a key of any length will do"));
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        in_signs(&mac.finalize().into_bytes())
    }
}

/// A token of 26 signs from 130 random bits, for what is shown once.
pub fn fresh_token() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    in_signs(&bytes)
}

/// The print under which a token is kept: lowercase hex of its SHA-256. A token that a person typed in capitals is the same token.
pub fn print_of(token: &str) -> String {
    Sha256::digest(token.trim().to_ascii_lowercase().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn in_signs(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| (byte >> (7 - at % 8)) & 1);
    let sign = |index: usize| (0..5).fold(0_u8, |sum, offset| sum << 1 | bit(index * 5 + offset));
    (0..26).filter_map(|index| SIGNS.get(usize::from(sign(index)))).map(|sign| char::from(*sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_26_signs_and_depends_on_key_and_every_part() {
        let secret = Secret([7; 32]);
        let token = secret.token(&["team", "link", "1"]);
        assert_eq!(token.len(), 26);
        assert!(token.bytes().all(|sign| SIGNS.contains(&sign)));
        assert_eq!(token, secret.token(&["team", "link", "1"]));
        assert_ne!(token, secret.token(&["team", "link", "2"]));
        assert_ne!(token, secret.token(&["teaml", "ink", "1"]));
        assert_ne!(token, Secret([8; 32]).token(&["team", "link", "1"]));
    }

    #[test]
    fn a_print_forgives_capitals_and_blanks() {
        assert_eq!(print_of(" ABC1 "), print_of("abc1"));
        assert_ne!(print_of("abc1"), print_of("abc2"));
    }
}
