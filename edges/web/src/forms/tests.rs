use axum::body::Body;
use axum::extract::{FromRequest, Request};
use http::StatusCode;

use super::*;

const BOUNDARY: &str = "paper";

fn urlencoded(body: impl Into<Body>) -> Request {
    Request::post("/ask")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8")
        .body(body.into())
        .unwrap()
}

/// A part: field, name of the file if it is one, content.
type Part<'a> = (&'a str, Option<&'a str>, Vec<u8>);

fn multipart(parts: &[Part<'_>]) -> Request {
    let mut body = Vec::new();
    for (field, file, content) in parts {
        let file =
            file.map(|name| format!("; filename=\"{name}\"\r\nContent-Type: application/pdf")).unwrap_or_default();
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"{file}\r\n\r\n").into_bytes(),
        );
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    Request::post("/ask")
        .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(body.into())
        .unwrap()
}

fn text(content: &str) -> Vec<u8> {
    content.as_bytes().to_vec()
}

async fn typed(request: Request) -> Result<Typed, Failure> {
    Typed::from_request(request, &()).await
}

async fn with_files(request: Request) -> Result<WithFiles, Failure> {
    WithFiles::from_request(request, &()).await
}

#[tokio::test]
async fn a_form_is_kept_as_it_was_typed() {
    let form = typed(urlencoded("what=+one%0D%0Atwo%20&tick=a&tick=b&empty=&umlaut=%C3%BC")).await.unwrap();
    assert_eq!(form.verbatim("what"), " one\ntwo ");
    assert_eq!(form.text("what"), "one\ntwo");
    assert_eq!(form.all("tick").collect::<Vec<_>>(), ["a", "b"]);
    assert!(form.chose("tick", "b") && !form.chose("tick", "c") && form.ticked("empty") && !form.ticked("other"));
    assert_eq!((form.some("empty"), form.some("umlaut"), form.text("missing")), (None, Some("ü"), ""));
    assert!(form.check().is_empty());
}

#[tokio::test]
async fn a_query_is_a_form_too() {
    let form = typed(Request::get("/requests?q=total%20loss").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(form.text("q"), "total loss");
}

#[tokio::test]
async fn a_sign_no_database_keeps_is_told_at_its_field() {
    for request in [
        urlencoded("what=good%00bad&name=Ben"),
        multipart(&[("what", None, text("good\0bad")), ("name", None, text("Ben"))]),
    ] {
        let form = typed(request).await.unwrap();
        assert_eq!((form.text("what"), form.text("name")), ("goodbad", "Ben"));
        let errors = form.check();
        assert!(
            errors.of("what").is_some_and(|words| words.contains("taken it out")) && errors.len() == 1,
            "{errors:?}"
        );
    }
}

#[tokio::test]
async fn files_come_with_their_text() {
    let parts = [
        ("what", None, text("Training")),
        ("files", Some("C:\\My files\\rule.pdf"), text("%PDF")),
        ("files", Some(""), Vec::new()),
    ];
    let form = with_files(multipart(&parts)).await.unwrap();
    assert_eq!(form.typed.text("what"), "Training");
    let [file] = form.files.as_slice() else { panic!("{:?}", form.files) };
    assert_eq!(
        (file.field.as_str(), file.name.as_str(), file.media.as_str(), &file.content[..]),
        ("files", "rule.pdf", "application/pdf", &b"%PDF"[..])
    );
    assert!(form.typed.check().is_empty());
}

#[tokio::test]
async fn a_file_over_the_limit_costs_no_word_before_or_behind_it() {
    let at_the_limit = [("files", Some("fits.mov"), vec![7; FILE_BYTES])];
    assert_eq!(with_files(multipart(&at_the_limit)).await.unwrap().files.len(), 1);
    let parts = [
        ("what", None, text("Training")),
        ("files", Some("film.mov"), vec![7; FILE_BYTES + 1]),
        ("files", Some("small.pdf"), text("%PDF")),
        ("name", None, text("Karin")),
    ];
    let form = with_files(multipart(&parts)).await.unwrap();
    assert_eq!((form.typed.text("what"), form.typed.text("name")), ("Training", "Karin"));
    assert_eq!(form.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["small.pdf"]);
    assert!(form.typed.check().of("files").is_some_and(|words| words.contains("“film.mov” is larger than 25")));
}

#[tokio::test]
async fn too_many_files_and_too_much_together_are_told() {
    let many: Vec<Part<'_>> = (0..=FILES).map(|_| ("files", Some("a.txt"), text("a"))).collect();
    let form = with_files(multipart(&many)).await.unwrap();
    assert_eq!(form.files.len(), FILES);
    assert_eq!(form.typed.check().of("files"), Some("Choose at most 10 files"));
    let heavy: Vec<Part<'_>> = (0..3).map(|_| ("files", Some("a.mov"), vec![7; 20_000_000])).collect();
    let form = with_files(multipart(&heavy)).await.unwrap();
    assert_eq!(form.files.len(), 2);
    assert!(form.typed.check().of("files").is_some_and(|words| words.contains("50\u{a0}MB together")));
}

#[tokio::test]
async fn what_is_beyond_all_limits_is_refused_in_words() {
    let long = format!("what={}", "a".repeat(FORM_BYTES));
    for request in [
        urlencoded(long),
        multipart(&[("what", None, vec![b'a'; FORM_BYTES + 1])]),
        multipart(&[("files", Some("a.mov"), vec![7; BODY_BYTES])]),
    ] {
        let failure = with_files(request).await.unwrap_err();
        assert_eq!(failure.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused_in_words() {
    let json = Request::post("/ask").header(CONTENT_TYPE, "application/json").body(Body::from("{}")).unwrap();
    let cut = Request::post("/ask")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=paper")
        .body(Body::from("--paper\r\nContent-Disp"))
        .unwrap();
    let bare = Request::post("/ask").header(CONTENT_TYPE, "multipart/form-data").body(Body::empty()).unwrap();
    for request in [json, cut, bare] {
        let failure = typed(request).await.unwrap_err();
        assert_eq!(
            (failure.status(), failure.to_string().as_str()),
            (StatusCode::BAD_REQUEST, "The form did not arrive whole. Go back and send it again.")
        );
    }
}

#[test]
fn the_first_word_on_a_field_stands_and_nothing_is_asked_twice() {
    let typed = Typed::filled([("what", " "), ("why", "abcdef")]);
    let mut errors = typed.check();
    assert_eq!(errors.need(&typed, "what", "Write what you need"), None);
    errors.add("what", "Another word");
    errors.limit(&typed, "why", 5);
    assert_eq!(errors.keep::<u8, _>("hours", "many".parse::<u8>()), None);
    assert_eq!(
        errors.iter().collect::<Vec<_>>(),
        [
            (Some("what"), "Write what you need"),
            (Some("why"), "Shorten this to 5 signs; it has 6"),
            (Some("hours"), "invalid digit found in string")
        ]
    );
    assert!(errors.into_result().is_err() && Errors::default().into_result().is_ok());
}
