//! What was written by the stakeholder and to them. Notes of the team, machines and whoever else wrote into the thread are not shown.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::outbox::{self, Letter};
use ground::{Ground, StoreError, Tx};
use http::StatusCode;
use jiff::Timestamp;
use maud::{Markup, Render, html};
use requests::{Attachment, AttachmentId, Author, Message, MessageId, Refused, readings};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, WithFiles};
use web::promise::explain;
use web::words::{self, From, paragraphs};
use web::{Failure, Said, Size, see_other};

use super::{Visit, status};
use crate::public::form::files_in;
use crate::say;

/// What stands in the conversation, in the order in which it was written.
pub(super) struct Conversation {
    said: Vec<Piece>,
    files: HashMap<MessageId, Vec<Attachment>>,
}

enum Piece {
    Theirs(Message),
    Ours(Box<Letter>),
}

impl Piece {
    fn at(&self) -> Timestamp {
        match self {
            Self::Theirs(message) => message.at,
            Self::Ours(letter) => letter.created_at,
        }
    }
}

impl Conversation {
    /// Reads what the stakeholder may see.
    pub(super) async fn of(tx: &mut Tx, visit: &Visit) -> Result<Self, StoreError> {
        let (team, request) = (visit.team_id(), visit.request.id);
        let messages = readings::messages(tx, team, request).await?;
        let theirs = messages.into_iter().filter(|message| is_theirs(visit, message));
        let letters = outbox::of_thread(tx, team, request.uuid()).await?;
        let mut said: Vec<Piece> =
            theirs.map(Piece::Theirs).chain(letters.into_iter().map(|letter| Piece::Ours(Box::new(letter)))).collect();
        said.sort_by_key(Piece::at);
        let mut files: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
        for file in readings::attachments(tx, team, request).await? {
            files.entry(file.message).or_default().push(file);
        }
        Ok(Self { said, files })
    }
}

/// Whether the stakeholder of the request wrote it themselves.
fn is_theirs(visit: &Visit, message: &Message) -> bool {
    let by_person = match message.author {
        Author::Asked | Author::Stakeholder => true,
        Author::Note | Author::Machine => false,
    };
    by_person && message.author_id == Some(visit.stakeholder.id.uuid())
}

/// The section of the page, with the form for a reply below it.
pub(super) fn section(visit: &Visit, conversation: &Conversation, reply: &Filled) -> Markup {
    let language = visit.language();
    html! {
        section class="stack" aria-labelledby="conversation" {
            h2 id="conversation" { (say::conversation(language)) }
            div class="conversation" {
                @for piece in &conversation.said {
                    @match piece {
                        Piece::Theirs(message) => (theirs(visit, message, conversation.files.get(&message.id))),
                        Piece::Ours(letter) => (ours(visit, letter)),
                    }
                }
            }
            form class="stack" data-gap="s" method="post" enctype="multipart/form-data" action=(visit.path("/messages")) novalidate {
                (reply.field("reply", say::reply(language)).area())
                (explain(say::add_file(language), &reply.field("files", say::ask_files(language)).hint(say::ask_files_hint(language)).files()))
                (actions([Button::submit(say::ask_send(language))]))
            }
        }
    }
}

fn theirs(visit: &Visit, message: &Message, files: Option<&Vec<Attachment>>) -> Markup {
    let language = visit.language();
    let body = html! {
        (paragraphs(&message.words))
        @if !message.forwarded.trim().is_empty() { (explain(say::forwarded(language), &paragraphs(&message.forwarded))) }
        @if let Some(files) = files {
            ul role="list" aria-label=(say::ask_files(language)) {
                @for file in files {
                    li { a href=(visit.path(&format!("/attachments/{}", file.id))) download { (file.name) } " " span class="meta" { (Size { bytes: file.size_bytes }.words(language)) } }
                }
            }
        }
    };
    let beside = visit.when.moment_long(message.at);
    words::Message {
        from: From::Stakeholder,
        name: visit.stakeholder.called(),
        shown: say::you(language),
        beside,
        body,
    }
    .render()
}

fn ours(visit: &Visit, letter: &Letter) -> Markup {
    let from = if letter.automatic { From::Machine } else { From::Team };
    let beside = html! {
        (visit.when.moment_long(letter.created_at))
        @if letter.automatic { " " span class="meta" { (say::by_machine(visit.language())) } }
    };
    // “Ruth Osterby, Learning at Lindmoor” is marked by her own letters.
    let name = letter.from_name.split_once(", ").map_or(letter.from_name.as_str(), |(name, _)| name);
    words::Message { from, name, shown: &letter.from_name, beside, body: paragraphs(&letter.words) }.render()
}

/// Adds what the stakeholder writes. No clock starts.
pub(super) async fn add(State(ground): State<Ground>, visit: Visit, sent: WithFiles) -> web::Result<Response> {
    let WithFiles { typed, files } = sent;
    let (typed, language) = (visit.typed(typed), visit.language());
    let mut errors = typed.check();
    errors.need(&typed, "reply", say::reply_missing(language));
    if errors.is_empty() {
        let added = requests::conversation::add(
            &ground,
            &visit.stakeholder,
            visit.request.id,
            typed.text("reply"),
            files_in(&files),
        );
        match added.await {
            Ok(()) => {
                let said = Said::well(say::has_words(language)).more(say::has_words_more(language));
                return Ok((said, see_other(visit.path(""))).into_response());
            }
            Err(refused @ (Refused::NoWords | Refused::TooLong(_) | Refused::BadSign)) => {
                errors = Errors::at("reply", refused.words(language));
            }
            Err(refused) => return Err(refused.into()),
        }
    }
    if !files.is_empty() {
        errors.add("files", say::files_again(language));
    }
    let page = status::page(&ground, &visit, Said::default(), &Filled::back(typed, errors)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// A file that the stakeholder sent, as a download.
pub(super) async fn download(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, id)): Path<(String, AttachmentId)>,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let file = readings::attachment(&mut tx, visit.team_id(), id).await?;
    let file = file.filter(|file| file.request == visit.request.id).ok_or(Failure::NotFound)?;
    let messages = readings::messages(&mut tx, visit.team_id(), visit.request.id).await?;
    let is_visible = messages.iter().any(|message| message.id == file.message && is_theirs(&visit, message));
    drop(tx);
    if !is_visible {
        return Err(Failure::NotFound);
    }
    requests::pages::served(&ground, visit.team_id(), &file).await
}
