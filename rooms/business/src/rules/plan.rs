//! Where a plan can be read.

/// Whether a browser opens this address as a page; nothing is no address, and that is fine.
pub(crate) fn opens(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let is_web = lower.starts_with("https://") || lower.starts_with("http://");
    link.is_empty() || (is_web && !link.contains(char::is_whitespace))
}
