//! Prints of passwords. Making one takes some 20 MB and a good part of a second on purpose, so it is done beside the pages, two at once.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use super::Refused;

/// How many are made at once.
static TURNS: Semaphore = Semaphore::const_new(2);

/// A print that no password fits, compared with where there is no account, so that both take as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| print(ground::fresh_token().as_bytes()).ok());

fn print(password: &[u8]) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password)?.to_string())
}

fn fits(password: &[u8], kept: Option<&str>) -> bool {
    let Some(compared) = kept.or(NOBODY.as_deref()) else { return false };
    let fits = PasswordHash::new(compared)
        .is_ok_and(|compared| Argon2::default().verify_password(password, &compared).is_ok());
    fits && kept.is_some()
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refused> {
    let _turn = TURNS.acquire().await.map_err(|error| Refused::Broken(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Refused::Broken(error.to_string()))
}

/// The print of a new password, after its rule.
pub(crate) async fn print_of(password: &str) -> Result<String, Refused> {
    let password = crate::rules::password(password)?.to_owned();
    aside(move || print(password.as_bytes())).await?.map_err(|error| Refused::Broken(error.to_string()))
}

/// Whether a password fits the print that is kept. It takes as long where none is kept.
pub(crate) async fn is_right(password: &str, kept: Option<String>) -> Result<bool, Refused> {
    // What is longer than any password is compared cut off, which fits none.
    let password: String = password.chars().take(crate::rules::PASSWORD_SIGNS.end() + 1).collect();
    aside(move || fits(password.as_bytes(), kept.as_deref())).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_is_argon2id_and_fits_its_password_alone() {
        let kept = print(b"four words far apart").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(fits(b"four words far apart", Some(&kept)));
        assert!(!fits(b"four words far apar", Some(&kept)));
        assert!(!fits(b"four words far apart", None));
    }
}
