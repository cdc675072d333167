//! An address as it stands in an envelope or a header: its domain in ASCII (punycode), so that a name with an umlaut after
//! the @ goes through every server. Only letters beyond ASCII before the @ still need a server with SMTPUTF8.

use lettre::Address;

/// What was given is no address that mail can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no e-mail address. Correct it with the person, then send again.")]
pub struct NoAddress(pub String);

pub(crate) fn postal(address: &str) -> Result<Address, NoAddress> {
    let wrong = || NoAddress(address.chars().filter(|c| !c.is_control()).take(120).collect());
    let (user, domain) = address.trim().rsplit_once('@').ok_or_else(wrong)?;
    let domain = if domain.is_ascii() { domain.to_owned() } else { punycode(domain).ok_or_else(wrong)? };
    Address::new(user, domain).ok().filter(|_| address.trim().len() <= LONGEST).ok_or_else(wrong)
}

/// RFC 5321, 4.5.3.1.3: a path of 256 octets, less its angle brackets.
const LONGEST: usize = 254;

fn punycode(domain: &str) -> Option<String> {
    idna::domain_to_ascii(domain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_with_an_umlaut_is_written_in_ascii() {
        assert_eq!(postal("eva@müller.example").unwrap().to_string(), "eva@xn--mller-kva.example");
        assert_eq!(postal(" eva@mueller.example ").unwrap().to_string(), "eva@mueller.example");
    }

    #[test]
    fn what_could_smuggle_a_command_is_no_address() {
        for wrong in [
            "",
            "eva",
            "@x.example",
            "eva@",
            "eva@x.example\r\nRCPT TO:<a@b.example>",
            "a b@x.example",
            "<a@x.example>",
        ] {
            assert!(postal(wrong).is_err(), "{wrong:?}");
        }
        assert!(postal(&format!("eva@{}.example", "x".repeat(300))).is_err());
    }
}
