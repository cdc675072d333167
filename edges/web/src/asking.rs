use std::cell::Cell;
use std::future::Future;

use crate::Language;

tokio::task_local! {
    static ASKING: Asking;
    static SPOKEN: Cell<Option<Language>>;
}

/// What every answer to the present request may need to know of it.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    /// The number of the request in the log.
    pub(crate) id: String,
    /// Whether a machine asks, below `/api/`.
    pub(crate) api: bool,
    /// In which language what went wrong is told: on pages of people without an account that of their browser, else English.
    pub(crate) language: Language,
}

/// Answers within `asking`; beside the answer comes the language of the page that was made for it, if one was.
pub(crate) async fn within<T>(asking: Asking, answer: impl Future<Output = T>) -> (T, Option<Language>) {
    let answer = async {
        let answer = answer.await;
        (answer, SPOKEN.with(Cell::get))
    };
    ASKING.scope(asking, SPOKEN.scope(Cell::new(None), answer)).await
}

/// Notes the language of a page that is being made for somebody without an account.
pub(crate) fn speaks(language: Language) {
    // Outside a request there is nobody to tell.
    SPOKEN.try_with(|spoken| spoken.set(Some(language))).unwrap_or_default();
}

/// In which language what went wrong is told.
pub(crate) fn language() -> Language {
    ASKING.try_with(|asking| asking.language).unwrap_or_default()
}

/// The number of the present request in the log.
pub(crate) fn id() -> Option<String> {
    ASKING.try_with(|asking| asking.id.clone()).ok()
}

/// Whether the present request came through the API.
pub(crate) fn is_api() -> bool {
    ASKING.try_with(|asking| asking.api).unwrap_or(false)
}
