use std::future::Future;

tokio::task_local! {
    static ASKING: Asking;
}

/// What every answer to the present request may need to know of it.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    /// The number of the request in the log.
    pub(crate) id: String,
    /// Whether a machine asks, below `/api/`.
    pub(crate) api: bool,
}

/// Answers within `asking`.
pub(crate) async fn within<T>(asking: Asking, answer: impl Future<Output = T>) -> T {
    ASKING.scope(asking, answer).await
}

/// The number of the present request in the log.
pub(crate) fn id() -> Option<String> {
    ASKING.try_with(|asking| asking.id.clone()).ok()
}

/// Whether the present request came through the API.
pub(crate) fn is_api() -> bool {
    ASKING.try_with(|asking| asking.api).unwrap_or(false)
}
