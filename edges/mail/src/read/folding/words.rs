//! The words by which mail programs introduce, separate and prefix what they quote, in the languages they speak.
//!
//! Collected from what Outlook, Gmail, Apple Mail, Thunderbird and Lotus Notes write in each language. All lower case.

/// Reply prefixes of subjects, without their colon.
const REPLY: [&str; 16] =
    ["re", "aw", "antw", "antwort", "ant", "réf", "ref", "rép", "rif", "sv", "vs", "odp", "ynt", "res", "回复", "答复"];
/// Forward prefixes of subjects, without their colon.
const FORWARD: [&str; 14] =
    ["fw", "fwd", "wg", "wtr", "tr", "rv", "reenv", "i", "enc", "doorst", "vb", "pd", "転送", "转发"];

/// Whether a word before the colon of a subject says "answer"; `re[2]` and `re(3)` do.
pub(in crate::read) fn is_reply_prefix(word: &str) -> bool {
    is_prefix(word, &REPLY)
}

/// Whether a word before the colon of a subject says "forwarded".
pub(in crate::read) fn is_forward_prefix(word: &str) -> bool {
    is_prefix(word, &FORWARD)
}

fn is_prefix(word: &str, known: &[&str]) -> bool {
    let word = word.trim().to_lowercase();
    let word = word.split(['[', '(', '^']).next().unwrap_or_default().trim();
    known.contains(&word)
}

/// What a header line of a quoted letter tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    From,
    When,
    To,
    Copy,
    Subject,
}

/// The labels of quoted header lines.
const LABELS: [(Told, &[&str]); 5] = [
    (
        Told::From,
        &[
            "from",
            "von",
            "de",
            "da",
            "van",
            "från",
            "fra",
            "od",
            "lähettäjä",
            "expéditeur",
            "absender",
            "remitente",
            "отправитель",
            "от",
            "差出人",
            "发件人",
        ],
    ),
    (
        Told::When,
        &[
            "sent",
            "date",
            "gesendet",
            "datum",
            "envoyé",
            "envoyé le",
            "date d'envoi",
            "enviado",
            "enviado el",
            "enviada em",
            "enviado em",
            "fecha",
            "inviato",
            "data",
            "verzonden",
            "skickat",
            "sendt",
            "dato",
            "wysłano",
            "odesláno",
            "lähetetty",
            "дата",
            "送信日時",
            "发送时间",
            "日期",
        ],
    ),
    (
        Told::To,
        &[
            "to",
            "an",
            "à",
            "a",
            "para",
            "aan",
            "till",
            "til",
            "do",
            "komu",
            "pour",
            "empfänger",
            "destinataire",
            "кому",
            "宛先",
            "收件人",
        ],
    ),
    (Told::Copy, &["cc", "kopie", "copie", "copie à", "kopie (cc)", "kopia", "kopi", "bcc", "抄送"]),
    (
        Told::Subject,
        &[
            "subject",
            "betreff",
            "objet",
            "asunto",
            "oggetto",
            "assunto",
            "onderwerp",
            "ämne",
            "emne",
            "temat",
            "předmět",
            "aihe",
            "тема",
            "件名",
            "主题",
        ],
    ),
];

/// What the label before the colon of a line tells.
pub(super) fn told(label: &str) -> Option<Told> {
    let label = label.trim().to_lowercase();
    LABELS.iter().find(|(_, words)| words.contains(&label.as_str())).map(|(told, _)| *told)
}

/// What stands between the dashes of `-----Original Message-----`.
pub(super) const HISTORY_MARKS: [&str; 18] = [
    "original message",
    "original appointment",
    "reply message",
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "original nachricht",
    "ursprünglicher termin",
    "message d'origine",
    "message d’origine",
    "message original",
    "rendez-vous d'origine",
    "mensaje original",
    "messaggio originale",
    "mensagem original",
    "oorspronkelijk bericht",
    "originalmeddelande",
    "oprindelig meddelelse",
];

/// What stands between the dashes of `---------- Forwarded message ---------`.
pub(super) const FORWARD_MARKS: [&str; 14] = [
    "forwarded message",
    "forwarded by",
    "weitergeleitete nachricht",
    "weitergeleitet von",
    "message transféré",
    "message transmis",
    "transféré par",
    "mensaje reenviado",
    "reenviado por",
    "messaggio inoltrato",
    "mensagem encaminhada",
    "doorgestuurd bericht",
    "vidarebefordrat meddelande",
    "转发邮件信息",
];

/// Lines without dashes by which a forwarded letter begins (Apple Mail and others).
pub(super) const FORWARD_LINES: [&str; 12] = [
    "begin forwarded message",
    "anfang der weitergeleiteten nachricht",
    "anfang der weitergeleiteten e-mail",
    "début du message réexpédié",
    "début du message transféré",
    "inicio del mensaje reenviado",
    "inizio messaggio inoltrato",
    "início da mensagem encaminhada",
    "begin doorgestuurd bericht",
    "vidarebefordrat mejl",
    "start på videresendt besked",
    "forwarded message",
];

/// How an attribution begins, and the verb it holds; an empty beginning stands for a name.
pub(super) const ATTRIBUTIONS: [(&str, &[&str]); 17] = [
    ("on ", &["wrote"]),
    ("am ", &["schrieb"]),
    ("le ", &["a écrit"]),
    ("el ", &["escribió"]),
    ("il ", &["ha scritto"]),
    ("em ", &["escreveu"]),
    ("op ", &["schreef", "het volgende geschreven"]),
    ("den ", &["skrev"]),
    ("på ", &["skrev"]),
    ("w dniu ", &["pisze", "napisał"]),
    ("dne ", &["napsal"]),
    ("dnia ", &["pisze", "napisał"]),
    ("", &["wrote", "schrieb", "a écrit", "escribió", "ha scritto", "escreveu", "schreef", "skrev"]),
    ("", &["kirjoitti", "пишет", "написал", "пише"]),
    ("", &["のメール", "のメッセージ", "书き込みました"]),
    ("", &["写道", "寫道"]),
    ("", &["님이 작성"]),
];

/// Lines that phones and web mail put below a letter; each is the beginning or the end of the line.
pub(super) const MOBILE: [(&str, &str); 31] = [
    ("sent from my ", ""),
    ("sent from outlook", ""),
    ("sent from mail for windows", ""),
    ("sent from yahoo mail", ""),
    ("sent from proton mail", ""),
    ("sent from samsung", ""),
    ("sent from gmail", ""),
    ("sent via the samsung", ""),
    ("sent with proton mail", ""),
    ("sent using ", ""),
    ("get outlook for ", ""),
    ("von meinem ", " gesendet"),
    ("von meinem ", " gesendet."),
    ("von meiner ", " gesendet"),
    ("gesendet von meinem ", ""),
    ("gesendet von mail für windows", ""),
    ("gesendet von outlook", ""),
    ("gesendet mit der ", " app"),
    ("gesendet aus ", ""),
    ("outlook für ", " herunterladen"),
    ("outlook für ", " beziehen"),
    ("envoyé de mon ", ""),
    ("envoyé depuis ", ""),
    ("envoyé à partir de ", ""),
    ("télécharger outlook pour ", ""),
    ("obtenez outlook pour ", ""),
    ("enviado desde mi ", ""),
    ("enviado desde ", ""),
    ("obtener outlook para ", ""),
    ("inviato da ", ""),
    ("verstuurd vanaf mijn ", ""),
];
