//! What the tests need from Debian: looked for, installed when missing, and said plainly when it can't be.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use super::Step;
use crate::run;

/// Something the machine must have.
struct Need {
    /// How it is found.
    probe: Probe,
    /// The Debian packages that bring it.
    packages: &'static [&'static str],
    /// What can't be tested without it.
    for_what: &'static str,
    /// The steps that use it.
    steps: &'static [Step],
}

enum Probe {
    File(&'static str),
    /// A command that must succeed.
    Runs(&'static str, &'static [&'static str]),
}

/// Steps that talk to servers.
const SERVERS: &[Step] = &[Step::Tests, Step::Journeys];
/// Steps that look at pages.
const BROWSER: &[Step] = &[Step::Journeys];

/// Node must have its own test runner, with the options that the journeys are run by.
const NODE_IS_NEW_ENOUGH: &str = "const [major, minor] = process.versions.node.split('.').map(Number); \
                                  process.exit(major > 18 || (major === 18 && minor >= 19) ? 0 : 1)";

const NEEDS: &[Need] = &[
    Need {
        probe: Probe::File("/usr/lib/postgresql/15/bin/postgres"),
        packages: &["postgresql-15"],
        for_what: "every test of a room, a page or the whole program, since each runs on PostgreSQL as well",
        steps: SERVERS,
    },
    Need {
        probe: Probe::File("/usr/sbin/dovecot"),
        packages: &["dovecot-imapd", "dovecot-lmtpd"],
        for_what: "the tests of incoming mail against a real mailbox",
        steps: SERVERS,
    },
    Need {
        probe: Probe::File("/usr/lib/dovecot/lmtp"),
        packages: &["dovecot-lmtpd"],
        for_what: "the tests of incoming mail against a real mailbox",
        steps: SERVERS,
    },
    Need {
        probe: Probe::Runs("/usr/bin/python3", &["-c", "import ensurepip, venv"]),
        packages: &["python3", "python3-venv"],
        for_what: "the tests of outgoing mail and of broken connections",
        steps: SERVERS,
    },
    Need {
        probe: Probe::Runs("openssl", &["version"]),
        packages: &["openssl"],
        for_what: "the tests of mail over TLS",
        steps: SERVERS,
    },
    Need {
        probe: Probe::File("/usr/bin/chromium"),
        packages: &["chromium", "fonts-liberation"],
        for_what: "the journeys",
        steps: BROWSER,
    },
    Need {
        probe: Probe::Runs("node", &["-e", NODE_IS_NEW_ENOUGH]),
        packages: &["nodejs"],
        for_what: "the journeys, which need Node 18.19 or later, and the parsers that read our calendars",
        steps: SERVERS,
    },
    Need {
        probe: Probe::Runs("npm", &["--version"]),
        packages: &["npm"],
        for_what: "the journeys, and the parsers that read our calendars",
        steps: SERVERS,
    },
];

impl Need {
    fn is_there(&self) -> bool {
        match self.probe {
            Probe::File(path) => Path::new(path).exists(),
            Probe::Runs(program, arguments) => runs(program, arguments),
        }
    }
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Installs what the steps need and the machine lacks; does nothing when all is there.
pub fn install(steps: &[Step]) -> anyhow::Result<()> {
    let missing = || {
        NEEDS
            .iter()
            .filter(|need| need.steps.iter().any(|step| steps.contains(step)) && !need.is_there())
            .collect::<Vec<_>>()
    };
    let lacking = missing();
    if lacking.is_empty() {
        return warn_of_mail(steps);
    }
    let packages = packages_of(&lacking);
    let can_wait = cannot_run(&lacking);
    let Some(apt) = Apt::of_this_machine() else {
        bail!("missing: {}. Install it as root with apt-get, or run this as root.\n{can_wait}", packages.join(" "));
    };
    println!("   installing from Debian: {}", packages.join(" "));
    apt.run(&["update"]).with_context(|| can_wait.clone())?;
    let mut install = vec!["--no-install-recommends", "install"];
    install.extend(&packages);
    apt.run(&install).with_context(|| can_wait.clone())?;
    if let Some(need) = missing().first() {
        bail!("{} was installed, and it is still not there.\n{can_wait}", need.packages.join(" "));
    }
    warn_of_mail(steps)
}

/// Dovecot refuses to run for anybody but root: said before its tests fail.
fn warn_of_mail(steps: &[Step]) -> anyhow::Result<()> {
    if steps.contains(&Step::Tests) && !is_root()? {
        println!(
            "   not root: Dovecot won't start, so the tests of incoming mail will fail. Run this as root to pass."
        );
    }
    Ok(())
}

fn packages_of(needs: &[&Need]) -> Vec<&'static str> {
    let mut packages = needs.iter().flat_map(|need| need.packages).copied().collect::<Vec<_>>();
    packages.sort_unstable();
    packages.dedup();
    packages
}

fn cannot_run(needs: &[&Need]) -> String {
    let mut parts = needs.iter().map(|need| need.for_what).collect::<Vec<_>>();
    parts.dedup();
    format!("Without it these can't run: {}.", parts.join("; "))
}

/// How packages are installed here.
enum Apt {
    AsRoot,
    BySudo,
}

impl Apt {
    fn of_this_machine() -> Option<Apt> {
        if !runs("apt-get", &["--version"]) {
            return None;
        }
        match is_root() {
            Ok(true) => Some(Apt::AsRoot),
            Ok(false) | Err(_) => runs("sudo", &["--non-interactive", "true"]).then_some(Apt::BySudo),
        }
    }

    fn run(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let mut apt = match self {
            Apt::AsRoot => Command::new("env"),
            Apt::BySudo => {
                let mut sudo = Command::new("sudo");
                sudo.args(["--non-interactive", "env"]);
                sudo
            }
        };
        // RUNLEVEL=1 keeps Debian from starting the servers that it installs.
        apt.args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "--option", "DPkg::Lock::Timeout=900"]);
        apt.args(["--yes", "--quiet=2"]).args(arguments);
        run::quietly(&mut apt)
            .with_context(|| format!("apt-get {}: is this machine on the network?", arguments.join(" ")))?;
        Ok(())
    }
}

fn is_root() -> anyhow::Result<bool> {
    let status = fs::read_to_string("/proc/self/status").context("who runs this can't be read from /proc")?;
    let user = status.lines().find_map(|line| line.strip_prefix("Uid:")).and_then(|ids| ids.split_whitespace().nth(1));
    Ok(user == Some("0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_that_is_missing_names_its_packages_and_what_waits_for_it() {
        let missing = Need {
            probe: Probe::File("/nowhere/at/all"),
            packages: &["b", "a"],
            for_what: "the journeys",
            steps: BROWSER,
        };
        assert!(!missing.is_there());
        assert_eq!(packages_of(&[&missing, &missing]), ["a", "b"]);
        assert_eq!(cannot_run(&[&missing, &missing]), "Without it these can't run: the journeys.");
    }

    #[test]
    fn a_command_is_there_when_it_succeeds() {
        assert!(runs("true", &[]));
        assert!(!runs("false", &[]));
        assert!(!runs("no-such-command-anywhere", &[]));
    }
}
