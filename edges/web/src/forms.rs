//! What a person sent: kept as typed, so that a page can say what to mend with every word still there.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;

use crate::failure::Failure;
use crate::{Language, say};

mod upload;

pub(crate) use upload::BODY_BYTES;
pub use upload::{Attached, FILE_BYTES, FILES, FILES_BYTES, WithFiles};

/// How large a form without files may be, in bytes.
pub const FORM_BYTES: usize = 1_000_000;

/// The values of a form as they were typed, by name; a name may come more than once, as ticked boxes do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    values: Vec<(String, String)>,
    unreadable: Vec<(String, Trouble)>,
    /// In which the fields speak around what was typed.
    pub(crate) language: Language,
}

impl Typed {
    /// Values that were not typed but stand in the fields when a page opens.
    pub fn filled<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in values {
            typed.values.push((name.into(), value.into()));
        }
        typed
    }

    /// Reads `name=value&…` as browsers send it.
    pub fn from_urlencoded(body: &[u8]) -> Self {
        let mut typed = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            typed.take(&name, &value);
        }
        typed
    }

    /// Keeps a value as it came over the wire; line ends become `\n`.
    ///
    /// The sign U+0000 is taken out, as no database keeps it, and is told at the field by [`check`](Self::check).
    pub(crate) fn take(&mut self, name: &str, value: &str) {
        let value = value.replace("\r\n", "\n").replace('\r', "\n");
        let name = name.replace('\0', "");
        if value.contains('\0') {
            self.trouble(&name, Trouble::BadSign);
        }
        self.values.push((name, value.replace('\0', "")));
    }

    /// What was wrong with the sending itself, to go on with: the first line of every check of a form.
    #[must_use]
    pub fn check(&self) -> Errors {
        let mut errors = Errors::default();
        for (field, trouble) in &self.unreadable {
            errors.add(field, trouble.words(self.language));
        }
        errors
    }

    /// The value without blanks around it; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.verbatim(name).trim()
    }

    /// The value as it came, for passwords and for text that is kept untouched.
    pub fn verbatim(&self, name: &str) -> &str {
        self.values.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value)
    }

    /// The value without blanks around it, or `None` if that leaves nothing.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value sent under `name`, in the order of the page.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Whether `value` is among what was chosen or ticked under `name`.
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|given| given == value)
    }

    /// Whether the single box `name` is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.values.iter().any(|(given, _)| given == name)
    }

    /// Every name with its value, in the order of the page.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The same, in a form of this language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The language of the form it was typed in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Puts `value` in place of what was there.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(given, _)| given != name);
        self.values.push((name.to_owned(), value.into()));
    }

    pub(crate) fn trouble(&mut self, field: &str, trouble: Trouble) {
        self.unreadable.push((field.to_owned(), trouble));
    }
}

/// What was wrong with a sending itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The sign U+0000.
    BadSign,
    /// More files than a form takes.
    TooManyFiles,
    /// A file that is too large, by its name.
    FileTooLarge(String),
    /// Files that are too large together.
    FilesTooLarge,
}

impl Trouble {
    fn words(&self, language: Language) -> String {
        match self {
            Self::BadSign => say::bad_sign(language).to_owned(),
            Self::TooManyFiles => say::too_many_files(language, FILES),
            Self::FileTooLarge(name) => say::file_too_large(language, name),
            Self::FilesTooLarge => say::files_too_large(language).to_owned(),
        }
    }
}

/// A form as the body of a request, without files; of a GET, its query.
///
/// A body over [`FORM_BYTES`] or in another form than a browser's is a [`Failure`].
impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if request.method() == http::Method::GET || request.method() == http::Method::HEAD {
            return Ok(Self::from_urlencoded(request.uri().query().unwrap_or_default().as_bytes()));
        }
        match kind_of(&request) {
            Kind::Urlencoded => upload::urlencoded(request).await,
            Kind::Multipart => WithFiles::from_request(request, state).await.map(|form| form.typed),
            Kind::Other => Err(Failure::unreadable_form()),
        }
    }
}

enum Kind {
    Urlencoded,
    Multipart,
    Other,
}

fn kind_of(request: &Request) -> Kind {
    let media = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match media.split(';').next().map(str::trim).map(str::to_ascii_lowercase).as_deref() {
        Some("application/x-www-form-urlencoded") => Kind::Urlencoded,
        Some("multipart/form-data") => Kind::Multipart,
        Some(_) | None => Kind::Other,
    }
}

/// What has to be mended, at its fields and for the form as a whole, in the order it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors {
    found: Vec<(Option<String>, String)>,
}

impl Errors {
    /// Says at `field` what to do. The first word on a field stands.
    pub fn add(&mut self, field: &str, words: impl Into<String>) {
        if self.of(field).is_none() {
            self.found.push((Some(field.to_owned()), words.into()));
        }
    }

    /// Says what to do where no single field is at fault.
    pub fn add_whole(&mut self, words: impl Into<String>) {
        self.found.push((None, words.into()));
    }

    /// One error at one field.
    pub fn at(field: &str, words: impl Into<String>) -> Self {
        Self { found: vec![(Some(field.to_owned()), words.into())] }
    }

    /// Keeps the value of `result`, or says its error at `field`.
    pub fn keep<T, E: std::fmt::Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(field, error.to_string());
                None
            }
        }
    }

    /// Keeps the text of a field that may not be empty, or says `words` there.
    pub fn need<'a>(&mut self, typed: &'a Typed, field: &str, words: &str) -> Option<&'a str> {
        let text = typed.some(field);
        if text.is_none() {
            self.add(field, words);
        }
        text
    }

    /// Says at `field` that its text is longer than `most` signs.
    pub fn limit(&mut self, typed: &Typed, field: &str, most: usize) {
        let signs = typed.verbatim(field).chars().count();
        if signs > most {
            self.add(field, say::shorten(typed.language, most, signs));
        }
    }

    /// What to do at `field`.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.found.iter().find(|(at, _)| at.as_deref() == Some(field)).map(|(_, words)| words.as_str())
    }

    /// Field, or none for the whole form, and what to do.
    pub fn iter(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.found.iter().map(|(field, words)| (field.as_deref(), words.as_str()))
    }

    /// Whether there is nothing to mend.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many things there are to mend.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Goes on only if there is nothing to mend.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// A form as it stands on a page: what is in the fields, and what is to be mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// What stands in the fields.
    pub typed: Typed,
    /// What is to be mended; empty when the page opens.
    pub errors: Errors,
}

impl Filled {
    /// An empty form.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form with these values to begin with.
    pub fn with<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        Self { typed: Typed::filled(values), errors: Errors::default() }
    }

    /// A form that was sent and comes back.
    pub fn back(typed: Typed, errors: Errors) -> Self {
        Self { typed, errors }
    }

    /// The same form in a language; without it in English.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { typed: self.typed.in_language(language), ..self }
    }
}

impl Filled {
    /// The language of the form.
    pub fn language(&self) -> Language {
        self.typed.language
    }
}

/// A page whose form has something to mend: status 422, the page as it is.
#[derive(Debug)]
pub struct ToMend<P>(pub P);

impl<P: IntoResponse> IntoResponse for ToMend<P> {
    fn into_response(self) -> Response {
        (http::StatusCode::UNPROCESSABLE_ENTITY, self.0).into_response()
    }
}

#[cfg(test)]
mod tests;
