//! What can go wrong where Offwheel is installed: each is told in one sentence that says what and where, with an exit code that is not 0,
//! or on a calm page; and nothing that was acknowledged is lost.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;

use crate::harness::{Engine, Form, Installation, NewTeam, PASSWORD, Program, run};

/// The sentence with which the program ended.
#[track_caller]
fn sentence(out: &Output) -> String {
    let told = String::from_utf8(out.stderr.clone()).unwrap();
    assert!(!out.status.success(), "it went well: {}{told}", String::from_utf8_lossy(&out.stdout));
    assert_eq!(out.status.code(), Some(1), "{told}");
    let said: Vec<&str> = told.lines().filter(|line| line.starts_with("offwheel: ")).collect();
    assert_eq!(said.len(), 1, "one sentence: {told}");
    assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE"), "{told}");
    said[0].to_owned()
}

#[track_caller]
fn assert_says(out: &Output, parts: &[&str]) {
    let said = sentence(out);
    for part in parts {
        assert!(said.contains(part), "{part:?} is not in: {said}");
    }
}

#[test]
fn a_port_in_use_is_named_and_nothing_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let installation = Installation::new(Engine::Sqlite);
    let config = installation.configured();
    let out = run(&["--config", config.to_str().unwrap(), "serve", "--listen", &address]);
    assert_says(&out, &[&address, "in use", "--listen"]);
    assert!(!installation.data().exists());
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, "").unwrap();
    let data = file.join("data");
    let out = run(&["--data", data.to_str().unwrap(), "serve", "--listen", "127.0.0.1:0"]);
    assert_says(&out, &[data.to_str().unwrap(), "can't be made"]);
}

#[test]
fn a_data_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::Builder::new().tempdir_in("/tmp").unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(&data, PermissionsExt::from_mode(0o555)).unwrap();
    let out = as_nobody(&folder.path().join("offwheel"))
        .args(["--data", data.to_str().unwrap(), "serve", "--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert_says(&out, &[data.to_str().unwrap()]);
}

#[test]
fn a_database_that_cannot_be_written_is_named() {
    let installation = Installation::new(Engine::Sqlite);
    installation.found(NewTeam::BRIGHTWATER);
    let open = |path: &Path, mode: u32| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    for folder in [installation.path(""), installation.data()] {
        open(&folder, 0o755);
    }
    for file in std::fs::read_dir(installation.data()).unwrap().map(|entry| entry.unwrap().path()) {
        open(&file, if file.is_dir() { 0o755 } else { 0o444 });
    }
    let data = installation.data();
    let out = as_nobody(&installation.path("offwheel"))
        .args(["--data", data.to_str().unwrap(), "serve", "--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert_says(&out, &[data.join("offwheel.db").to_str().unwrap()]);
}

/// The program in hands that may write nothing but what everybody may; root may write everywhere.
fn as_nobody(copy: &Path) -> Command {
    if !is_root() {
        return Command::new(env!("CARGO_BIN_EXE_offwheel"));
    }
    std::fs::copy(env!("CARGO_BIN_EXE_offwheel"), copy).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy);
    command
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

#[test]
fn a_wrong_key_in_the_configuration_is_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    for (text, told) in [
        ("data = \"x\"\n\nlisten_on = \"127.0.0.1:80\"\n", "line 3: unknown field `listen_on`"),
        ("listen = \"nowhere\"\n", "line 1: "),
        (
            "data = \"x\"\n[[mailbox]]\nteam = \"a\"\naddress = \"a@b.example\"\n[mailbox.imap]\nhost = \"h\"\nport = 1\npasswd = \"p\"\n",
            "line 8: unknown field `passwd`",
        ),
        ("data = \"x\"\n[[mailbox]]\nteam = \"a\"\n", "line 2: missing field `address`"),
        ("public_url = \"learning.lindmoor.example\"\n", "must begin with https://"),
        ("data = \n", "line 1: "),
    ] {
        std::fs::write(&file, text).unwrap();
        assert_says(&run(&["--config", file.to_str().unwrap(), "serve"]), &[file.to_str().unwrap(), told]);
    }
    let missing = folder.path().join("missing.toml");
    assert_says(&run(&["--config", missing.to_str().unwrap(), "serve"]), &[missing.to_str().unwrap(), "can't be read"]);
}

#[test]
fn a_mailbox_of_a_team_that_is_not_there_is_named() {
    let mut installation = Installation::new(Engine::Sqlite);
    installation.found(NewTeam::BRIGHTWATER);
    installation.tables = "[[mailbox]]\nteam = \"elsewhere\"\naddress = \"a@b.example\"\n".to_owned();
    let config = installation.configured();
    assert_says(&run(&["--config", config.to_str().unwrap(), "serve"]), &["elsewhere", "offwheel team list"]);
}

#[test]
fn a_database_server_that_does_not_answer_is_told() {
    let mut installation = Installation::new(Engine::Sqlite);
    installation.tables = "[database]\nurl = \"postgres://offwheel:no@127.0.0.1:9/offwheel\"\n".to_owned();
    let config = installation.configured();
    let out = run(&["--config", config.to_str().unwrap(), "serve"]);
    assert_says(&out, &["database server"]);
    assert!(!sentence(&out).contains(":no@"), "the password is nobody's to read");
}

#[test]
fn a_key_file_that_holds_no_key_is_named() {
    let installation = Installation::new(Engine::Sqlite);
    std::fs::create_dir(installation.data()).unwrap();
    let key = installation.data().join("secret.key");
    std::fs::write(&key, "short").unwrap();
    let config = installation.configured();
    assert_says(&run(&["--config", config.to_str().unwrap(), "serve"]), &[key.to_str().unwrap(), "backup"]);
}

#[test]
fn impossible_questions_about_a_date_are_answered_clearly() {
    let folder = tempfile::tempdir().unwrap();
    let calendar = |name: &str, text: &str| -> PathBuf {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    };
    let open = calendar("open.json", r#"{"id": "a", "zone": "Europe/Berlin", "week": {"mon": [["09:00", "17:00"]]}}"#);
    let nowhere =
        calendar("nowhere.json", r#"{"id": "a", "zone": "Europe/Atlantis", "week": {"mon": [["09:00", "17:00"]]}}"#);
    let never = calendar("never.json", r#"{"id": "a", "zone": "Europe/Berlin", "week": {}}"#);
    let ask = |calendar: &Path, received: &str, amount: &str, clock: &str| {
        run(&[
            "explain",
            "promise",
            "--received",
            received,
            "--turnaround",
            amount,
            "--clock",
            clock,
            "--calendar",
            calendar.to_str().unwrap(),
        ])
    };
    let when = "2026-11-27T16:30";
    assert_says(&ask(&nowhere, when, "24h", "working-day"), &["Europe/Atlantis", nowhere.to_str().unwrap()]);
    assert_says(&ask(&never, when, "24h", "working-day"), &["open"]);
    assert_says(&ask(&never, when, "24h", "office-hours"), &["open"]);
    assert_says(&ask(&open, when, "-3h", "working-day"), &["--turnaround", "-3h"]);
    assert_says(&ask(&open, when, "soon", "working-day"), &["--turnaround", "soon"]);
    assert_says(&ask(&open, when, "99999999999h", "working-day"), &["--turnaround"]);
    assert_says(&ask(&open, "on Friday", "24h", "working-day"), &["--received", "on Friday"]);
    assert_says(&ask(&open, when, "24h", "sundial"), &["--clock", "sundial"]);
    assert_says(&ask(&folder.path().join("none.json"), when, "24h", "working-day"), &["none.json", "can't be read"]);
    // A time that the clocks skip is told, or taken as the calendar takes it; it never ends without a word.
    let skipped = ask(&open, "2027-03-28T02:30", "24h", "working-day");
    assert!(skipped.status.success() || sentence(&skipped).contains("02:30"));
}

/// A small disk of its own, taken away with its guard.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// None where this machine lets nobody mount.
    fn mounted_at(folder: &Path, size: &str) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder);
        mount.output().ok().filter(|out| out.status.success()).map(|_| Self(folder.to_owned()))
    }

    fn fill(&self) {
        let filled = std::fs::File::create(self.0.join("filler")).and_then(|mut file| {
            loop {
                std::io::Write::write_all(&mut file, &[0; 4096])?;
            }
            #[expect(unreachable_code, reason = "the loop ends by the error that a full disk gives")]
            Ok(())
        });
        assert_eq!(filled.unwrap_err().kind(), std::io::ErrorKind::StorageFull);
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let out = Command::new("umount").arg("--lazy").arg(&self.0).output().unwrap();
        assert!(out.status.success() || std::thread::panicking(), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn a_full_disk_is_told_calmly_and_nothing_acknowledged_is_lost() {
    let installation = Installation::new(Engine::Sqlite);
    let Some(disk) = SmallDisk::mounted_at(&installation.data(), "8m") else {
        return on_a_file_that_may_not_grow(&installation);
    };
    installation.found(NewTeam::BRIGHTWATER);
    let token = installation.token("brightwater");
    let mut program = installation.start();
    let mut client = program.visitor().with_token(&token);
    let ask = |client: &mut crate::harness::Visitor, key: &str| {
        let document = json!({"from": {"address": "karin@lindmoor.example"}, "subject": key, "text": "A course, please. ".repeat(200)});
        client.post_json("/api/v1/requests", &[("idempotency-key", key)], &document).unwrap()
    };
    let mut acknowledged = Vec::new();
    let mut take = |key: &str, answer: crate::harness::Answer| {
        if answer.status == 201 {
            acknowledged.push(key.to_owned());
        }
        answer
    };
    take("before", ask(&mut client, "before").with(201));
    disk.fill();
    let mut refused = None;
    for number in 0..2_000 {
        let key = format!("full-{number}");
        let answer = take(&key, ask(&mut client, &key));
        if answer.status != 201 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a full disk is felt");
    assert_eq!(
        (refused.status, refused.header("content-type")),
        (503, Some("application/problem+json")),
        "{}",
        refused.text()
    );
    assert!(refused.text().contains("nothing was changed"), "{}", refused.text());
    assert!(program.log().contains("the disk is full"), "the administrator reads why");
    assert!(program.is_running());
    // Pages are read all the same, and a form that can't be kept says so calmly.
    let mut visitor = program.visitor();
    let page = visitor.page("/t/brightwater/ask").with(200).text();
    let form = Form::going(&page, |action| action.ends_with("/ask"));
    let answer =
        visitor.submit(&form.fill("what", "A course, please.").fill("address", "karin@lindmoor.example")).unwrap();
    assert_eq!(answer.status, 503, "{}", answer.text());
    let told = answer.text();
    assert!(told.contains("your note is not sent") && told.contains("A course, please."), "{told}");
    disk.make_room();
    let retried = ask(&mut client, "before").with(200);
    assert_eq!(retried.json()["number"], 1);
    take("after", ask(&mut client, "after").with(201));
    let subjects = all_subjects(&mut client);
    for key in &acknowledged {
        assert_eq!(subjects.iter().filter(|subject| *subject == key).count(), 1, "{key}");
    }
    assert_eq!(subjects.len(), acknowledged.len(), "what was refused is not there");
    assert!(program.stop().success());
    assert_eq!(installation.number("select count(*) from request"), i64::try_from(acknowledged.len()).unwrap());
    // A start on a full disk says so, too.
    std::fs::remove_file(installation.data().join("secret.key")).unwrap();
    disk.fill();
    let config = installation.configured();
    assert_says(&run(&["--config", config.to_str().unwrap(), "serve"]), &[installation.data().to_str().unwrap()]);
}

/// The same where nobody may mount: files that may not grow any more.
fn on_a_file_that_may_not_grow(installation: &Installation) {
    installation.found(NewTeam::BRIGHTWATER);
    let token = installation.token("brightwater");
    // In blocks of 1,024 bytes; the signal is left aside, so that the program sees the error.
    let program = Program::start_limited(
        &installation.configured(),
        &installation.path("log.txt"),
        "trap '' XFSZ; ulimit -f 1200",
    );
    let mut client = program.visitor().with_token(&token);
    let mut acknowledged = 0_usize;
    let refused = (0..5_000).find_map(|number| {
        let document = json!({"from": {"address": "karin@lindmoor.example"}, "text": format!("{number} {}", "A course. ".repeat(300))});
        let answer = client.post_json("/api/v1/requests", &[], &document).unwrap();
        acknowledged += usize::from(answer.status == 201);
        (answer.status != 201).then_some(answer)
    });
    let refused = refused.expect("a file that may not grow is felt");
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert_eq!(all_subjects(&mut client).len(), acknowledged);
    assert!(program.stop().success());
    assert_eq!(installation.number("select count(*) from request"), i64::try_from(acknowledged).unwrap());
}

/// The subjects of all requests, read page by page.
fn all_subjects(client: &mut crate::harness::Visitor) -> Vec<String> {
    client.all_requests().iter().map(|item| item["subject"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_password_that_is_wrong_is_told_at_the_form_with_what_was_typed() {
    let installation = Installation::new(Engine::Sqlite);
    installation.found(NewTeam::BRIGHTWATER);
    let program = installation.start();
    let mut visitor = program.visitor();
    let page = visitor.page("/sign-in").text();
    let form = Form::going(&page, |action| action == "/sign-in").fill("address", "lead@brightwater.example");
    let answer = visitor.submit(&form.clone().fill("password", "wrong")).unwrap().with(422);
    assert!(answer.text().contains("lead@brightwater.example"), "{}", answer.text());
    visitor.submit(&form.fill("password", PASSWORD)).unwrap().with(303);
}
