//! The running program: pages, and the workers beside them, until it is told to stop.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use calendar::Fetcher;
use ground::{Ground, StoreError, TeamId, outbox};
use mail::inbox::{Mailbox, Standing};
use mail::read::Own;
use mail::sender::{Secret, Security, Sender, Server, SignIn, SmtpSettings};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::calendars::Reader;
use crate::config::{self, Config, MailServer, MailboxConfig};
use crate::mailroom::Mailroom;
use crate::post_office::{Exit, PostOffice};
use crate::scheduled;

/// How long pages may still take once the program was told to stop.
const DRAIN: Duration = Duration::from_secs(8);

/// How often is looked whether the first team was made.
const MADE_EVERY: Duration = Duration::from_secs(1);

/// Serves pages and works beside them until `told_to_stop`.
pub async fn run(
    ground: Ground,
    config: &Config,
    listener: TcpListener,
    told_to_stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    if ground.database().is_embedded() {
        outbox::let_go(&ground).await?;
    }
    let (tell, stop) = watch::channel(false);
    let mut workers = JoinSet::new();
    // A configuration may name mailboxes before the first team is made; later, a team that is not there is a mistake.
    let mail = if has_teams(&ground).await? { Some(mail(&ground, config).await?) } else { None };
    workers.spawn(attend(ground.clone(), config.clone(), mail, stop.clone()));
    let fetcher = Fetcher::new(&config.calendars.inner, config.calendars.ca_file.as_deref())?;
    let reader = Reader::new(ground.clone(), fetcher.clone());
    let stopping = stop.clone();
    workers.spawn(async move { reader.work(stopping).await });
    let (indexed, stopping) = (ground.clone(), stop.clone());
    workers.spawn(async move { crate::index::look_after(&indexed, stopping).await });
    let (scheduling, stopping) = (ground.clone(), stop.clone());
    workers.spawn(scheduled::work(scheduling, stopping));
    let (left, stopping) = (ground.clone(), stop.clone());
    workers.spawn(crate::unclosed::work(left, stopping));
    let routes = crate::app::routes(ground, fetcher).into_make_service_with_connect_info::<SocketAddr>();
    let mut stopping = stop.clone();
    let drained = async move {
        drop(stopping.wait_for(|stop| *stop).await);
    };
    let server = axum::serve(listener, routes).with_graceful_shutdown(drained);
    let serving = tokio::spawn(async move { server.await });
    told_to_stop.await;
    tracing::info!("stopping");
    tell.send_replace(true);
    if tokio::time::timeout(DRAIN, serving).await.is_err() {
        tracing::warn!("some pages were still being answered");
    }
    if tokio::time::timeout(Duration::from_secs(2), async { while workers.join_next().await.is_some() {} })
        .await
        .is_err()
    {
        workers.abort_all();
    }
    Ok(())
}

/// SIGTERM or SIGINT. They are heard from the call on, so that it is called before anybody is told where the program is.
pub fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut term = signal(SignalKind::terminate()).context("SIGTERM can't be waited for")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT can't be waited for")?;
    Ok(async move {
        tokio::select! {
            _told = term.recv() => {}
            _told = interrupt.recv() => {}
        }
    })
}

/// Hands letters over and reads mailboxes until `stop`; on a first run from the moment the team is made.
async fn attend(ground: Ground, config: Config, mail: Option<Mail>, stop: watch::Receiver<bool>) {
    let mail = match mail {
        Some(mail) => mail,
        None => {
            let mut stopping = stop.clone();
            tokio::select! {
                _stop = stopping.wait_for(|stop| *stop) => return,
                mail = once_made(&ground, &config) => mail,
            }
        }
    };
    // A demo sends nothing either, and shows what stakeholders read where letters leave.
    if !ground.settings().demo {
        ground.tell_exits(mail.exits.keys().copied().collect());
    }
    let mut workers = JoinSet::new();
    let office = PostOffice::new(ground, mail.exits);
    let stopping = stop.clone();
    workers.spawn(async move { office.work(stopping).await });
    for (room, mailbox) in mail.rooms {
        let stopping = stop.clone();
        workers.spawn(async move {
            let (standing, _) = watch::channel(Standing::default());
            room.attend(&mailbox, &standing, stopping).await;
        });
    }
    while workers.join_next().await.is_some() {}
}

/// The mail as configured, once the teams that it is for are made.
async fn once_made(ground: &Ground, config: &Config) -> Mail {
    let mut told = String::new();
    loop {
        tokio::time::sleep(MADE_EVERY).await;
        let trouble = match has_teams(ground).await {
            Ok(false) => continue,
            Ok(true) => match mail(ground, config).await {
                Ok(mail) => return mail,
                Err(error) => format!("{error:#}"),
            },
            Err(error) => error.to_string(),
        };
        if trouble != told {
            tracing::error!("mail is not connected yet. {trouble}");
            told = trouble;
        }
    }
}

async fn has_teams(ground: &Ground) -> Result<bool, StoreError> {
    Ok(!team::teams::list(&mut ground.read().await?).await?.is_empty())
}

/// Mail of all teams, as configured.
struct Mail {
    exits: HashMap<TeamId, Exit>,
    rooms: Vec<(Arc<Mailroom>, Mailbox)>,
}

async fn mail(ground: &Ground, config: &Config) -> anyhow::Result<Mail> {
    let mut mail = Mail { exits: HashMap::new(), rooms: Vec::new() };
    if ground.settings().demo {
        return Ok(mail);
    }
    for configured in &config.mailbox {
        let mut tx = ground.read().await?;
        let Some(team) = team::teams::by_slug(&mut tx, &configured.team).await? else {
            bail!(
                "[[mailbox]] team = \"{}\": there is no team of this short name; `offwheel team list` names them",
                configured.team
            );
        };
        drop(tx);
        if let Some(smtp) = &configured.smtp {
            let exit = Exit { address: configured.address.clone(), sender: Sender::new(smtp_settings(smtp, ground)?) };
            mail.exits.insert(team.id, exit);
        }
        if let Some(imap) = &configured.imap {
            let own = Own {
                addresses: std::iter::once(&configured.address).chain(&configured.also).cloned().collect(),
                message_id_domain: ground.settings().message_id_domain.clone(),
                subject_prefix: team.prefix.clone(),
            };
            let room = Mailroom::new(ground.clone(), team.id, configured.address.clone(), own);
            mail.rooms.push((Arc::new(room), mailbox(imap)?));
        }
    }
    Ok(mail)
}

fn server(server: &MailServer, timeout: Duration) -> Server {
    let security = match server.security {
        config::Security::Tls => Security::Tls,
        config::Security::Starttls => Security::StartTls,
        config::Security::Plain => Security::Plain,
    };
    Server { host: server.host.clone(), port: server.port, security, ca_file: server.ca_file.clone(), timeout }
}

fn sign_in(configured: &MailServer) -> anyhow::Result<Option<SignIn>> {
    let password = configured.password()?.map(Secret::new);
    Ok(configured.user.clone().zip(password).map(|(user, password)| SignIn { user, password }))
}

/// How a mail server is spoken to for sending.
pub fn smtp_settings(configured: &MailServer, ground: &Ground) -> anyhow::Result<SmtpSettings> {
    Ok(SmtpSettings {
        server: server(configured, Duration::from_secs(60)),
        sign_in: sign_in(configured)?,
        hello_name: ground.settings().message_id_domain.clone(),
        connections: 4,
    })
}

/// How a mailbox is read.
pub fn mailbox(configured: &MailServer) -> anyhow::Result<Mailbox> {
    let sign_in = sign_in(configured)?.context("[mailbox.imap]: give user and password, or password_file")?;
    Ok(Mailbox {
        server: server(configured, Duration::from_secs(30)),
        sign_in,
        folder: configured.folder.clone().unwrap_or_else(|| "INBOX".to_owned()),
        idle: true,
        poll_every: Duration::from_secs(60),
        largest_bytes: 36 * 1024 * 1024,
    })
}

/// `offwheel check`: tries every connection and says in words what is wrong. Returns whether all is well.
pub async fn check(ground: &Ground, config: &Config, mut say: impl FnMut(String)) -> anyhow::Result<bool> {
    let mut is_well = true;
    let teams = team::teams::list(&mut ground.read().await?).await?;
    for configured in &config.mailbox {
        let MailboxConfig { team, address, imap, smtp, .. } = configured;
        if teams.is_empty() {
            say(format!(
                "{team}: no team is here yet. The one that is made first takes the short name of the first mailbox."
            ));
        } else if teams.iter().all(|known| known.slug != *team) {
            is_well = false;
            say(format!("{team}: there is no team of this short name; `offwheel team list` names them."));
        }
        if let Some(imap) = imap {
            match mail::inbox::check(&mailbox(imap)?).await {
                Ok(waiting) => {
                    say(format!("{team}: the mailbox of {address} can be read; {waiting} letters lie there."))
                }
                Err(trouble) => {
                    is_well = false;
                    say(format!("{team}: the mailbox of {address} can't be read. {trouble}"));
                }
            }
        }
        if let Some(smtp) = smtp {
            match Sender::new(smtp_settings(smtp, ground)?).check().await {
                Ok(()) => say(format!("{team}: letters from {address} can leave.")),
                Err(trouble) => {
                    is_well = false;
                    say(format!("{team}: letters from {address} can't leave. {trouble}"));
                }
            }
        }
    }
    Ok(is_well)
}
