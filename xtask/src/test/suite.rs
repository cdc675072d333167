//! The tests of the workspace: by nextest where it is installed, else by cargo itself; then the documentation's examples.

use std::process::{Command, ExitStatus, Stdio};

use anyhow::bail;

use super::count::{Count, SomeFailed};
use super::peer::Peers;
use crate::house::{House, Package};
use crate::run;

/// The test target, of any package, that reads material which is not ours to carry in the checkout.
const THIRD_PARTY: &str = "third_party";

/// All tests, or those with a part of a name.
pub fn tests(house: &House, peers: &Peers, named: Option<&str>) -> anyhow::Result<Count> {
    let selection = Selection { named, third_party: third_party(house) };
    let mut count = Count::default();
    let mut all_succeeded = true;
    for mut command in runners(house, &selection) {
        peers.introduce(&mut command);
        all_succeeded &= run::aloud(&mut command, |line| count.read(line))?.success();
    }
    verdict(all_succeeded, count)
}

/// The examples in the documentation; cargo runs them, since nextest does not.
pub fn examples(house: &House) -> anyhow::Result<Count> {
    let mut count = Count::default();
    let status = run::aloud(house.cargo().args(["test", "--doc", "--workspace", "--locked"]), |line| count.read(line))?;
    verdict(status.success(), count)
}

/// A runner's own count, or an error that carries it.
pub fn verdict(succeeded: bool, count: Count) -> anyhow::Result<Count> {
    match (succeeded, count.failed) {
        (true, 0) => Ok(count),
        (_, 0) => bail!("the tests did not run to their end: see above"),
        (_, _) => Err(SomeFailed(count).into()),
    }
}

/// Which tests to run.
struct Selection<'a> {
    named: Option<&'a str>,
    third_party: ThirdParty,
}

/// Whether the tests of others' material can run.
#[derive(PartialEq, Clone, Copy)]
enum ThirdParty {
    Runs,
    LeftOut,
}

fn third_party(house: &House) -> ThirdParty {
    let exists = house.packages.iter().any(has_third_party);
    match house.shared() {
        None if exists => {
            println!(
                "   not run: the tests named {THIRD_PARTY}, since ../shared with others' mail is not beside this clone"
            );
            ThirdParty::LeftOut
        }
        None | Some(_) => ThirdParty::Runs,
    }
}

fn has_third_party(package: &Package) -> bool {
    package.targets.iter().any(|target| target.name == THIRD_PARTY && target.kind.iter().any(|kind| kind == "test"))
}

fn runners(house: &House, selection: &Selection) -> Vec<Command> {
    if is_installed(house.cargo().args(["nextest", "--version"])) {
        return vec![nextest(house, selection)];
    }
    println!(
        "   cargo-nextest is not installed, so cargo runs the tests (cargo install --locked cargo-nextest is faster)"
    );
    cargo_tests(house, selection)
}

fn is_installed(probe: &mut Command) -> bool {
    probe
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s: ExitStatus| s.success())
}

fn nextest(house: &House, selection: &Selection) -> Command {
    let mut nextest = house.cargo();
    nextest.args(["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]);
    nextest.arg("--config-file").arg(house.root.join("xtask/nextest.toml"));
    if selection.third_party == ThirdParty::LeftOut {
        nextest.args(["--filterset", &format!("not binary({THIRD_PARTY})")]);
    }
    nextest.args(selection.named);
    nextest
}

/// Cargo can't leave out one test target, so a package that has it is run apart, by its other targets.
fn cargo_tests(house: &House, selection: &Selection) -> Vec<Command> {
    let apart = |package: &&Package| selection.third_party == ThirdParty::LeftOut && has_third_party(package);
    let mut rest = house.cargo();
    rest.args(["test", "--workspace", "--tests", "--locked", "--no-fail-fast"]);
    let mut commands = Vec::new();
    for package in house.packages.iter().filter(apart) {
        rest.args(["--exclude", &package.name]);
        let mut one = house.cargo();
        one.args(["test", "--package", &package.name, "--locked", "--no-fail-fast"]).args(other_targets(package));
        commands.push(one);
    }
    commands.push(rest);
    if let Some(named) = selection.named {
        commands.iter_mut().for_each(|command| {
            command.args(["--", named]);
        });
    }
    commands
}

/// Cargo's flags for every target of a package that has tests, but the third-party one.
fn other_targets(package: &Package) -> Vec<String> {
    let flags = package.targets.iter().filter(|target| target.name != THIRD_PARTY).flat_map(|target| {
        target.kind.iter().filter_map(|kind| match kind.as_str() {
            "lib" => Some(vec!["--lib".to_owned()]),
            "bin" | "test" => Some(vec![format!("--{kind}"), target.name.clone()]),
            _ => None,
        })
    });
    flags.flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::house::Target;

    fn house() -> House {
        let target = |name: &str, kind: &str| Target { name: name.into(), kind: vec![kind.into()] };
        let mail = Package {
            name: "mail".into(),
            targets: vec![target("mail", "lib"), target("inbound", "test"), target(THIRD_PARTY, "test")],
        };
        let team = Package { name: "team".into(), targets: vec![target("team", "lib")] };
        House { root: PathBuf::from("/nowhere"), target: PathBuf::from("/nowhere/target"), packages: vec![mail, team] }
    }

    fn arguments(command: &Command) -> String {
        command.get_args().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn without_others_material_cargo_runs_the_rest_of_that_package() {
        let selection = Selection { named: Some("weekend"), third_party: ThirdParty::LeftOut };
        let commands = cargo_tests(&house(), &selection).iter().map(arguments).collect::<Vec<_>>();
        assert_eq!(
            commands,
            [
                "test --package mail --locked --no-fail-fast --lib --test inbound -- weekend",
                "test --workspace --tests --locked --no-fail-fast --exclude mail -- weekend",
            ]
        );
    }

    #[test]
    fn with_others_material_everything_is_run() {
        let selection = Selection { named: None, third_party: ThirdParty::Runs };
        assert_eq!(cargo_tests(&house(), &selection).len(), 1);
        assert!(!arguments(&nextest(&house(), &selection)).contains(THIRD_PARTY));
    }

    #[test]
    fn a_runner_that_stops_early_is_a_failure_without_a_count() {
        assert!(verdict(true, Count::default()).is_ok());
        assert!(verdict(false, Count::default()).is_err_and(|error| error.downcast_ref::<SomeFailed>().is_none()));
        let failed = Count { failed: 1, passed: 2, ..Count::default() };
        assert!(verdict(false, failed).is_err_and(|error| error.to_string() == "1 of 3 failed"));
    }
}
