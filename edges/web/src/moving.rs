use axum::response::Redirect;

/// After a change, on to the page that shows it (status 303): the same page on reload, never the same act twice.
pub fn see_other(path: impl AsRef<str>) -> Redirect {
    Redirect::to(local_path(path.as_ref()))
}

/// `path` if it lies on this server, else the start: what came with a form or an address never leads elsewhere.
pub fn local_path(path: &str) -> &str {
    let local =
        path.starts_with('/') && !path.starts_with("//") && !path.chars().any(|sign| sign == '\\' || sign.is_control());
    if local { path } else { "/" }
}
