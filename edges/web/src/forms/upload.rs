use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};

use super::{FORM_BYTES, Kind, Trouble, Typed, kind_of};
use crate::failure::Failure;

/// How large one file may be, in bytes: 25 MB.
pub const FILE_BYTES: usize = 25_000_000;
/// How many files a form takes.
pub const FILES: usize = 10;
/// How large all files of a form may be together, in bytes: 50 MB.
pub const FILES_BYTES: usize = 50_000_000;
/// What is read at all before the door is closed, so that text behind a file that is too large is still kept.
pub(crate) const BODY_BYTES: usize = 2 * FILES_BYTES + FORM_BYTES;

/// A file as it came with a form. Its name and media type are the sender's word and no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The field it came in.
    pub field: String,
    /// Its name, without folders.
    pub name: String,
    /// What the sender says it is, such as `application/pdf`.
    pub media: String,
    /// Its content.
    pub content: Bytes,
}

/// A form that may carry files, as the body of a request.
///
/// What is over a limit is read past and told at the field of the file by [`Typed::check`], with all text kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WithFiles {
    /// The text.
    pub typed: Typed,
    /// The files that were within the limits.
    pub files: Vec<Attached>,
}

impl<S: Send + Sync> FromRequest<S> for WithFiles {
    type Rejection = Failure;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Failure> {
        match kind_of(&request) {
            Kind::Multipart => {}
            Kind::Urlencoded => return Ok(Self { typed: urlencoded(request).await?, files: Vec::new() }),
            Kind::Other => return Err(Failure::unreadable_form()),
        }
        DefaultBodyLimit::max(BODY_BYTES).apply(&mut request);
        let mut parts =
            Multipart::from_request(request, state).await.map_err(|_no_boundary| Failure::unreadable_form())?;
        let mut reading = Reading::default();
        while let Some(part) = parts.next_field().await.map_err(cut_off)? {
            reading.take(part).await?;
        }
        Ok(reading.form)
    }
}

/// Reads a body without files.
pub(super) async fn urlencoded(request: Request) -> Result<Typed, Failure> {
    match axum::body::to_bytes(request.into_body(), FORM_BYTES).await {
        Ok(body) => Ok(Typed::from_urlencoded(&body)),
        Err(_too_large_or_cut_off) => Err(Failure::TooLarge(
            "The text is larger than a form can carry. Go back, shorten it or put it in a file, and send it again."
                .to_owned(),
        )),
    }
}

#[derive(Default)]
struct Reading {
    form: WithFiles,
    text_bytes: usize,
    file_bytes: usize,
    files: usize,
}

impl Reading {
    async fn take(&mut self, part: Field<'_>) -> Result<(), Failure> {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(bare) {
            Some(name) => self.take_file(field, name, part).await,
            None => self.take_text(&field, part).await,
        }
    }

    async fn take_text(&mut self, field: &str, mut part: Field<'_>) -> Result<(), Failure> {
        let mut value = Vec::new();
        while let Some(piece) = part.chunk().await.map_err(cut_off)? {
            self.text_bytes += piece.len();
            if self.text_bytes > FORM_BYTES {
                return Err(Failure::TooLarge(
                    "The text is larger than a form can carry. Go back, shorten it or put it in a file, and send it again."
                        .to_owned(),
                ));
            }
            value.extend_from_slice(&piece);
        }
        self.form.typed.take(field, &String::from_utf8_lossy(&value));
        Ok(())
    }

    async fn take_file(&mut self, field: String, name: String, mut part: Field<'_>) -> Result<(), Failure> {
        let media = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let mut content = Vec::new();
        let mut bytes = 0_usize;
        while let Some(piece) = part.chunk().await.map_err(cut_off)? {
            bytes += piece.len();
            if bytes <= FILE_BYTES && self.file_bytes + bytes <= FILES_BYTES {
                content.extend_from_slice(&piece);
            } else {
                content = Vec::new();
            }
        }
        // A field without a chosen file comes as a file without name and content.
        if name.is_empty() && bytes == 0 {
            return Ok(());
        }
        self.files += 1;
        if self.files > FILES {
            self.form.typed.trouble(&field, Trouble::TooManyFiles);
        } else if bytes > FILE_BYTES {
            self.form.typed.trouble(&field, Trouble::FileTooLarge(name));
        } else if self.file_bytes + bytes > FILES_BYTES {
            self.form.typed.trouble(&field, Trouble::FilesTooLarge);
        } else {
            self.file_bytes += bytes;
            self.form.files.push(Attached { field, name, media, content: content.into() });
        }
        Ok(())
    }
}

fn cut_off(error: MultipartError) -> Failure {
    if error.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
        Failure::TooLarge("The files are larger than we can take: at most 25\u{a0}MB each and 50\u{a0}MB together. Go back, choose fewer of them, and send it again.".to_owned())
    } else {
        Failure::unreadable_form()
    }
}

/// The name without folders, control signs or a length that no disk takes.
fn bare(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|sign| !sign.is_control()).take(200).collect::<String>().trim().to_owned()
}
