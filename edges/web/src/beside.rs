use axum::extract::{FromRequest, Request};
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::forms::{Attached, WithFiles};
use crate::json::Json;

/// A JSON document of the API, with the files beside it where it came in a form.
///
/// In a form the document is the part called `document`, and files are parts of one other name.
#[derive(Debug, Clone, Default)]
pub struct WithDocument {
    /// The document as it came.
    pub document: Vec<u8>,
    /// The files that came with it, in order.
    pub files: Vec<Attached>,
}

impl WithDocument {
    /// Reads what was sent; files are parts called `files`.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] where it is neither a document nor a form, [`Failure::Invalid`] where the form has other parts or a file is
    /// too large.
    pub async fn of(request: Request, files: &str) -> Result<Self, Failure> {
        let media = request.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
        if !media.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
            let Json(document): Json<serde_json::Value> = Json::from_request(request, &()).await?;
            return Ok(Self { document: document.to_string().into_bytes(), files: Vec::new() });
        }
        let form = WithFiles::from_request(request, &()).await?;
        let mut errors = form.typed.check();
        let mut documents = 0;
        let others = form.typed.iter().map(|(name, _)| name).filter(|name| {
            let is_document = *name == "document";
            documents += usize::from(is_document);
            !is_document || documents > 1
        });
        let others = others.chain(form.files.iter().map(|file| file.field.as_str()).filter(|name| *name != files));
        others.for_each(|name| {
            errors.add(name, format!("A form has one part called document, and files in parts called {files}."));
        });
        errors.into_result()?;
        Ok(Self { document: form.typed.verbatim("document").as_bytes().to_vec(), files: form.files })
    }

    /// The document as a `T`.
    ///
    /// # Errors
    /// As [`Json::read`].
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        Json::read(&self.document)
    }
}
