//! In which language pages and letters come, and that nothing of another stands in them.

use std::collections::{BTreeSet, HashSet};

use method::Question;
use promises::By;
use web::Language;

use super::*;

/// A person who reads a language, and writes in it.
struct Reader {
    language: Language,
    words: &'static str,
}

const READERS: [Reader; 3] = [
    Reader {
        language: Language::De,
        words: "Die neue Totalschadenregel gilt ab Januar. Meine 40 Leute brauchen eine Schulung.",
    },
    Reader {
        language: Language::Es,
        words: "La nueva norma de siniestro total rige desde enero. Mi equipo necesita un curso.",
    },
    Reader {
        language: Language::Fr,
        words: "La nouvelle règle de perte totale vaut dès janvier. Mon équipe a besoin d’une formation.",
    },
];

impl Reader {
    fn tag(&self) -> &'static str {
        self.language.tag()
    }

    fn address(&self, what: &str) -> String {
        format!("{what}.{}@hollern.example", self.tag())
    }

    async fn asks(&self, story: &Story, what: &str) -> (Receipt, String) {
        let mut ask = Ask::new(Channel::Email, &self.address(what), self.words, story.ground.now());
        ask.from_name = Some("Karin Oldsted".into());
        ask.language = Some(self.language);
        let receipt = requests::take_in(&story.ground, story.team.id, Actor::Machine("mail"), ask).await.unwrap();
        let path = story.private_path(receipt.request).await;
        (receipt, path)
    }
}

/// What people see and hear of a page or letter: its text, and the words in its attributes.
fn words_of(html: &str) -> String {
    let mut words = String::new();
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        if tag.starts_with("style") || tag.starts_with("script") {
            continue;
        }
        for name in [" aria-label=\"", " placeholder=\"", " title=\""] {
            if let Some((_, rest)) = tag.split_once(name) {
                words.push_str(rest.split('"').next().unwrap());
                words.push_str(" \n");
            }
        }
        words.push_str(text);
        words.push_str(" \n");
    }
    words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Words that no sentence of ours in German, Spanish or French holds.
const ENGLISH: [&str; 29] = [
    "the", "you", "your", "and", "with", "this", "that", "from", "have", "which", "what", "where", "when", "until",
    "hello", "thank", "request", "we", "our", "is", "are", "it", "to", "of", "been", "today", "tomorrow", "files",
    "language",
];

/// The names of the story, which are English whoever reads them.
const NAMES: [&str; 2] = ["Learning at Lindmoor", "English"];

#[track_caller]
fn assert_speaks(language: Language, where_: &str, html: &str) {
    let tag = language.tag();
    assert!(html.contains(&format!("<html lang=\"{tag}\"")), "{where_} is not in {tag}:\n{html}");
    assert_no_english(&format!("{where_} ({tag})"), &words_of(html));
}

#[track_caller]
fn assert_no_english(where_: &str, words: &str) {
    let words = NAMES.iter().fold(words.to_owned(), |words, name| words.replace(name, ""));
    let said: BTreeSet<String> = words
        .split(|sign: char| !sign.is_alphabetic() && sign != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let english: Vec<_> = ENGLISH.iter().filter(|word| said.contains(**word)).collect();
    assert!(english.is_empty(), "{where_} says {english:?}:\n{words}");
}

/// Opens a page and looks at all that it says.
async fn look(browser: &mut Browser, reader: &Reader, path: &str, status: StatusCode) {
    let page = browser.get(path).await;
    assert_status(&page, status);
    assert_eq!(page.header("content-language"), reader.tag(), "{path}");
    assert_speaks(reader.language, path, &page.body);
}

/// Sends a form and looks at what comes back.
async fn send(browser: &mut Browser, reader: &Reader, path: &str, values: &[(&str, &str)], status: StatusCode) {
    let page = browser.post(path, values).await;
    assert_status(&page, status);
    if status == StatusCode::SEE_OTHER {
        let next = page.leads_to().to_owned();
        let next = browser.get(&next).await;
        assert_speaks(reader.language, &format!("after {path}"), &next.body);
    } else {
        assert_speaks(reader.language, &format!("POST {path}"), &page.body);
    }
}

/// Every letter to this person, subject, text and HTML.
async fn read_letters(story: &Story, reader: &Reader, what: &str, kinds: &[&str]) {
    let address = reader.address(what);
    let letters: Vec<Letter> =
        story.letters().await.into_iter().filter(|letter| letter.to_address == address).collect();
    let sent: BTreeSet<&str> = letters.iter().map(|letter| letter.kind.as_str()).collect();
    assert_eq!(sent, kinds.iter().copied().collect(), "{what}");
    for letter in &letters {
        let where_ = format!("letter {} ({})", letter.kind, reader.tag());
        assert_speaks(reader.language, &where_, &letter.html);
        assert_no_english(&where_, &letter.subject);
        assert_no_english(&where_, &letter.text.replace("{private-link}", ""));
    }
}

/// Walks every page that people without an account meet, in German, Spanish and French.
fn walk(walk: impl AsyncFn(&Story, &'static Reader)) {
    let walk = &walk;
    story(|story| async move {
        for reader in &READERS {
            story.ground.set("2026-11-25T09:15:00Z");
            walk(&story, reader).await;
        }
    });
}

const WORDS: &str = "Alles klar, bien, d’accord.";

#[test]
fn nothing_english_stands_on_the_form_or_the_receipt() {
    walk(async |story, reader| {
        let mut karin = story.browser();
        let form = format!("/t/lindmoor/ask?language={}", reader.tag());
        look(&mut karin, reader, &form, StatusCode::OK).await;
        let key = karin.get(&form).await.hidden("form");
        let address = reader.address("form");
        let filled =
            [("form", key.as_str()), ("language", reader.tag()), ("what", reader.words), ("address", &address)];
        let wrong = [("language", reader.tag()), ("what", "\0"), ("address", "karin"), ("fixed", "yes"), ("date", "x")];
        send(&mut karin, reader, "/t/lindmoor/ask", &wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
        let machine = [("language", reader.tag()), ("what", reader.words), ("homepage", "x")];
        send(&mut karin, reader, "/t/lindmoor/ask", &machine, StatusCode::OK).await;
        send(&mut karin, reader, "/t/lindmoor/ask", &filled, StatusCode::SEE_OTHER).await;
        read_letters(story, reader, "form", &["acknowledgement"]).await;
    });
}

#[test]
fn where_no_letter_can_leave_no_page_promises_one() {
    walk(async |story, reader| {
        story.ground.tell_exits(HashSet::new());
        let mut karin = story.browser();
        let key = karin.get(&format!("/t/lindmoor/ask?language={}", reader.tag())).await.hidden("form");
        let address = reader.address("kept");
        let filled =
            [("form", key.as_str()), ("language", reader.tag()), ("what", reader.words), ("address", &address)];
        let receipt = karin.post("/t/lindmoor/ask", &filled).await.leads_to().to_owned();
        let (_, path) = reader.asks(story, "link").await;
        let [first, kept, sent, mailed] = match reader.language {
            Language::De => ["geht von hier keine Mail hinaus", "noch nicht gesendet", "Wir haben an", "per Mail, mit"],
            Language::Es => {
                ["no sale ningún correo de aquí", "aún no se ha enviado", "Hemos escrito a", "por correo, con"]
            }
            Language::Fr => {
                ["aucun e-mail ne part d’ici", "pas encore envoyé", "Nous avons écrit à", "par e-mail, avec"]
            }
            Language::En => unreachable!("none of the readers reads it"),
        };
        let page = karin.get(&receipt).await;
        page.assert_shows(first);
        page.assert_hides(sent);
        page.assert_hides(mailed);
        assert_speaks(reader.language, &receipt, &page.body);
        let asked = karin.get(&format!("{path}/link")).await;
        asked.assert_shows(first);
        assert_speaks(reader.language, &path, &asked.body);
        assert_status(&karin.post(&format!("{path}/link"), &[]).await, StatusCode::SEE_OTHER);
        let closed = karin.get(&path).await;
        assert_status(&closed, StatusCode::GONE);
        closed.assert_shows(kept);
        assert_speaks(reader.language, &path, &closed.body);
    });
}

#[test]
fn nothing_english_stands_on_the_private_page_or_in_what_it_leads_to() {
    walk(async |story, reader| {
        let (receipt, path) = reader.asks(story, "page").await;
        let mut karin = story.browser();
        look(&mut karin, reader, &path, StatusCode::OK).await;
        requests::conversation::ask(&story.ground, &story.who, receipt.request, WORDS).await.unwrap();
        let below = |place: &str| format!("{path}{place}");
        for place in ["/withdrawal", "/link", "/promise"] {
            look(&mut karin, reader, &below(place), StatusCode::OK).await;
        }
        send(&mut karin, reader, &below("/messages"), &[("reply", "")], StatusCode::UNPROCESSABLE_ENTITY).await;
        send(&mut karin, reader, &below("/messages"), &[("reply", WORDS)], StatusCode::SEE_OTHER).await;
        let questions = [Question::CouldToday, Question::Consequences];
        diagnosis::send_questions(&story.ground, &diagnosis::By::from(&story.who), receipt.request, &questions, "")
            .await
            .unwrap();
        look(&mut karin, reader, &below("/questions/1"), StatusCode::OK).await;
        look(&mut karin, reader, &below("/questions/1/thanks"), StatusCode::OK).await;
        let said = [("q6-answer", "most_could"), ("q12-answer", "right_costs")];
        send(&mut karin, reader, &below("/questions/1"), &said, StatusCode::SEE_OTHER).await;
        story.ground.set("2026-11-27T09:15:00Z");
        look(&mut karin, reader, &path, StatusCode::OK).await;
        send(&mut karin, reader, &below("/link"), &[], StatusCode::SEE_OTHER).await;
    });
}

#[test]
fn nothing_english_stands_where_a_promise_is_moved() {
    walk(async |story, reader| {
        let mut karin = story.browser();
        for (what, answer) in [("yes", "yes"), ("no", "no")] {
            let (receipt, path) = reader.asks(story, what).await;
            let promise = story.promises(receipt.request).await.remove(0);
            let new = NewTime {
                due_at: at("12-01T12:00"),
                reason: WORDS.into(),
                kind: ReasonKind::Waiting,
                meanwhile: Some(WORDS.into()),
            };
            let asked = promises::ask_to_move(&story.ground, &story.who, promise.id, new).await.unwrap();
            look(&mut karin, reader, &path, StatusCode::OK).await;
            let question = format!("{path}/promise");
            look(&mut karin, reader, &question, StatusCode::OK).await;
            let id = asked.id.to_string();
            send(&mut karin, reader, &question, &[("question", &id)], StatusCode::UNPROCESSABLE_ENTITY).await;
            let said = [("question", id.as_str()), ("answer", answer)];
            send(&mut karin, reader, &question, &said, StatusCode::SEE_OTHER).await;
            look(&mut karin, reader, &path, StatusCode::OK).await;
            read_letters(story, reader, what, &["acknowledgement", "move-question"]).await;
        }
        let (receipt, path) = reader.asks(story, "told").await;
        let promise = story.promises(receipt.request).await.remove(0);
        let new = NewTime {
            due_at: at("12-08T12:00"),
            reason: WORDS.into(),
            kind: ReasonKind::Waiting,
            meanwhile: Some(WORDS.into()),
        };
        let asked = promises::ask_to_move(&story.ground, &story.who, promise.id, new).await.unwrap();
        let by = By::Member(&story.who, promises::HowTold::Told);
        promises::agree(&story.ground, story.team.id, asked.id, by).await.unwrap();
        look(&mut karin, reader, &path, StatusCode::OK).await;
        read_letters(story, reader, "told", &["acknowledgement", "move-question", "move-confirmation"]).await;
    });
}

#[test]
fn nothing_english_stands_where_a_way_is_chosen() {
    walk(async |story, reader| {
        let mut karin = story.browser();
        let lay_out = async |request: RequestId| {
            let way = |title: &str| Way { title: title.into(), what: WORDS.into(), ..Way::default() };
            let ways = vec![way("A"), Way { is_recommended: true, ..way("B") }, way("C")];
            let mut tx = story.ground.begin().await.unwrap();
            let until = Some(at("12-01T17:00"));
            options::lay_out(&mut tx, story.team.id, request, ways, until, story.who.actor()).await.unwrap();
            promises::fulfil(&mut tx, story.team.id, request.uuid(), story.who.actor()).await.unwrap();
            requests::stand::to(&mut tx, story.team.id, request, State::Answered, story.who.actor()).await.unwrap();
            tx.commit().await.unwrap();
        };
        let (receipt, path) = reader.asks(story, "choose").await;
        lay_out(receipt.request).await;
        look(&mut karin, reader, &path, StatusCode::OK).await;
        for place in ["/options", "/options/1", "/options/2"] {
            look(&mut karin, reader, &format!("{path}{place}"), StatusCode::OK).await;
        }
        let (sheet, two) = (format!("{path}/options"), format!("{path}/options/2"));
        send(&mut karin, reader, &two, &[("chosen-by", "")], StatusCode::UNPROCESSABLE_ENTITY).await;
        send(&mut karin, reader, &sheet, &[("counter", "")], StatusCode::UNPROCESSABLE_ENTITY).await;
        send(&mut karin, reader, &two, &[("chosen-by", "Karin"), ("why", WORDS)], StatusCode::SEE_OTHER).await;
        look(&mut karin, reader, &sheet, StatusCode::OK).await;
        send(&mut karin, reader, &format!("{path}/options/1"), &[("chosen-by", "Karin")], StatusCode::SEE_OTHER).await;
        read_letters(story, reader, "choose", &["acknowledgement", "choice"]).await;

        let (receipt, path) = reader.asks(story, "counter").await;
        lay_out(receipt.request).await;
        let sheet = format!("{path}/options");
        story.ground.set("2026-12-02T09:00:00Z");
        look(&mut karin, reader, &path, StatusCode::OK).await;
        look(&mut karin, reader, &sheet, StatusCode::OK).await;
        send(&mut karin, reader, &format!("{sheet}/2"), &[("chosen-by", "Karin")], StatusCode::CONFLICT).await;
        send(&mut karin, reader, &sheet, &[("counter", WORDS)], StatusCode::SEE_OTHER).await;
        read_letters(story, reader, "counter", &["acknowledgement", "counter"]).await;
    });
}

#[test]
fn nothing_english_stands_behind_an_old_link_or_after_taking_back() {
    walk(async |story, reader| {
        let (receipt, path) = reader.asks(story, "old").await;
        let mut karin = story.browser();
        send(&mut karin, reader, &format!("{path}/withdrawal"), &[], StatusCode::SEE_OTHER).await;
        look(&mut karin, reader, &path, StatusCode::OK).await;
        send(&mut karin, reader, &format!("{path}/link"), &[], StatusCode::SEE_OTHER).await;
        look(&mut karin, reader, &path, StatusCode::GONE).await;
        read_letters(story, reader, "old", &["acknowledgement", "new-link"]).await;
        // Whoever has it may read it in another language; nothing is kept of that.
        let other = karin.get(&format!("{path}?language=en")).await;
        assert_eq!(other.header("content-language"), "en");
        let new = story.private_path(receipt.request).await;
        look(&mut karin, reader, &new, StatusCode::OK).await;
    });
}

#[test]
fn what_is_not_there_is_told_in_the_language_of_the_browser() {
    story(|story| async move {
        let mut somebody = story.browser();
        for reader in &READERS {
            for path in [format!("/s/{}", "0".repeat(26)), "/t/nowhere/ask".to_owned()] {
                let page = somebody.get_reading(&path, reader.tag()).await;
                assert_status(&page, StatusCode::NOT_FOUND);
                assert_eq!(page.header("content-language"), reader.tag());
                assert_speaks(reader.language, &path, &page.body);
            }
        }
        // A member's pages are English, whatever their browser asks for.
        let page = somebody.get_reading("/nowhere", "de").await;
        assert_eq!(page.header("content-language"), "en");
    });
}

#[test]
fn a_choice_is_kept_with_the_person_and_leads_back() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let mut karin = story.browser();
        let page = karin.get(&format!("{path}/withdrawal")).await;
        page.assert_shows("<html lang=\"en\"");
        assert_eq!(page.hidden("back"), "/withdrawal");
        let before = story.rows().await;
        karin.get(&format!("{path}?language=fr")).await.assert_shows("<html lang=\"en\"");
        assert_eq!(story.rows().await, before, "looking keeps nothing");
        for times in 1..=2 {
            let chosen = karin.post(&format!("{path}/language"), &[("language", "fr"), ("back", "/withdrawal")]).await;
            assert_eq!(
                (chosen.status, chosen.leads_to()),
                (StatusCode::SEE_OTHER, format!("{path}/withdrawal").as_str()),
                "{times}"
            );
        }
        let after = story.rows().await;
        assert_eq!((after[0], &after[1..]), (before[0] + 1, &before[1..]), "one event, once");
        let page = karin.get(&format!("{path}/withdrawal")).await;
        page.assert_shows("<html lang=\"fr\"");
        page.assert_shows("Désormais, nous vous écrirons en français.");
        karin.post(&format!("{path}/link"), &[]).await;
        let letter = story.letters().await.remove(0);
        assert_eq!(letter.subject, "Votre nouveau lien [R-1]");
        assert!(letter.text.starts_with("Bonjour Karin,"), "{}", letter.text);
        let new = story.private_path(receipt.request).await;
        assert_status(&karin.post(&format!("{new}/language"), &[("language", "tlh")]).await, StatusCode::NOT_FOUND);
        assert_status(&karin.post(&format!("{path}/language"), &[("language", "de")]).await, StatusCode::GONE);
        karin.get(&new).await.assert_shows("<html lang=\"fr\"");
    });
}

#[test]
fn the_team_s_language_is_for_whoever_said_none() {
    story(|story| async move {
        let (_, path) = story.karin_s().await;
        let mut karin = story.browser();
        assert!(team::speak(&story.ground, &story.who, Language::De).await.unwrap());
        assert!(!team::speak(&story.ground, &story.who, Language::De).await.unwrap());
        karin.get(&path).await.assert_shows("<html lang=\"de\"");
        karin.get("/t/lindmoor/ask").await.assert_shows("<html lang=\"de\"");
        karin.get_reading("/t/lindmoor/ask", "es").await.assert_shows("<html lang=\"es\"");
        let (_, _) = story.asked_by("pavel.drost@lindmoor.example", "Ein Kurs über Tabellen.").await;
        let letter = story.letters().await.remove(0);
        assert!(letter.text.starts_with("Guten Tag Pavel Drost,"), "{}", letter.text);
    });
}

#[test]
fn nothing_english_stands_in_an_answer_of_any_kind() {
    use answers::Kind;
    const SHEET: [(&str, &str); 7] = [
        ("way-1-title", "A"),
        ("way-1-what", WORDS),
        ("way-2-title", "B"),
        ("way-2-what", "D’accord."),
        ("way-2-ready", "11.12."),
        ("way-2-effort", "6 h"),
        ("recommended", "2"),
    ];
    let kinds: [(Kind, &[(&str, &str)]); 6] = [
        (Kind::YesAnd, &[("yes", WORDS), ("outcome", WORDS), ("measure", "A")]),
        (Kind::Options, &SHEET),
        (Kind::NotTrainingBut, &[("observed", WORDS), ("proposals", "A\nB"), ("next", WORDS)]),
        (Kind::NotTrainingBut, &[("observed", WORDS), ("proposals", "A"), ("next", WORDS)]),
        (Kind::LaterBy, &[("due", "2026-12-03T12:00"), ("later-reason", WORDS)]),
        (Kind::NoBecause, &[("no-reason", WORDS), ("helper", WORDS)]),
    ];
    walk(async |story, reader| {
        // “Later” is promised by a block that ends before.
        let daily = blocks::Rhythm::daily(jiff::civil::time(11, 30, 0, 0));
        if reader.language == Language::De {
            blocks::reserve_pattern(&story.ground, &story.who, daily).await.unwrap();
        }
        let mut karin = story.browser();
        for (place, (kind, typed)) in kinds.iter().enumerate() {
            let what = format!("answer-{place}");
            let (receipt, path) = reader.asks(story, &what).await;
            let typed = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
            let written = answers::Written { kind: Some(*kind), typed };
            let base = answers::Base { answers: 0, version: 0 };
            let draft = answers::keep(&story.ground, &story.who, receipt.request, &written, base).await.unwrap();
            let why = answers::Outside::new(answers::OutsideWhy::SomethingElse, WORDS).unwrap();
            let base = answers::Base { version: draft.kept.version, ..base };
            let place = answers::Where::Outside(why);
            answers::send(&story.ground, &story.who, receipt.request, base, &place).await.unwrap();
            look(&mut karin, reader, &path, StatusCode::OK).await;
            if *kind == Kind::YesAnd {
                for below in ["/additions/1", "/additions/1/thanks"] {
                    look(&mut karin, reader, &format!("{path}{below}"), StatusCode::OK).await;
                }
            }
            read_letters(story, reader, &what, &["acknowledgement", "answer"]).await;
        }
    });
}
