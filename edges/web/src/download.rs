use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};

/// A file that somebody gave, as a download alone: never shown by the browser, whatever its sender called it.
pub fn download(name: &str, content: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, disposition(name)),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, content).into_response()
}

/// The name in both spellings of RFC 6266: plain ASCII, and UTF-8 by RFC 8187.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || "-_. ".contains(sign) { sign } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_can_not_leave_its_header() {
        let header = disposition("Plan \"Größe\"\r\nX: y.xlsx");
        assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{header}");
        assert!(header.starts_with("attachment; filename=\"Plan _Gr__e___X_ y.xlsx\""), "{header}");
        assert!(header.ends_with("filename*=UTF-8''Plan%20%22Gr%C3%B6%C3%9Fe%22%0D%0AX%3A%20y.xlsx"), "{header}");
    }

    #[test]
    fn a_name_is_told_in_two_ways() {
        assert_eq!(
            disposition("Plan “2027”\r\n.pdf"),
            "attachment; filename=\"Plan _2027___.pdf\"; filename*=UTF-8''Plan%20%E2%80%9C2027%E2%80%9D%0D%0A.pdf"
        );
    }
}
