//! The acknowledgement in words: those that we came with in each language, and those that a team chose instead.

use ground::threads::Thread;
use jiff::Timestamp;
use maud::Markup;
use promises::frame::Frame;
use team::wording::{Blank, Paragraph, filled, paragraphs};
use team::{Sketch, Wording};
use web::Language;
use web::when::When;

use crate::{Refused, letters, say};

/// The words of the acknowledgement that we came with, in a language.
pub fn came_with(language: &str) -> Wording {
    let [subject, greeting, text] = match language {
        "de" => [
            "Sie hören bis {Zeitpunkt} von uns",
            "Guten Tag {Name},",
            "Ihre Nachricht zu „{Thema}“ ist bei uns. Ein Mensch liest sie in einer Stunde, die wir uns zum Nachdenken freihalten.\n\nSie hören von uns bis {Zeitpunkt}.",
        ],
        "es" => [
            "Tendrá noticias nuestras a más tardar el {momento}",
            "Hola, {nombre}:",
            "Hemos recibido su mensaje: {tema}. Una persona lo leerá en una hora que reservamos para pensar.\n\nTendrá noticias nuestras a más tardar el {momento}.",
        ],
        "fr" => [
            "Vous aurez de nos nouvelles d’ici au {échéance}",
            "Bonjour {prénom},",
            "Nous avons bien reçu votre message : {sujet}. Une personne le lira pendant une heure que nous gardons libre pour réfléchir.\n\nVous aurez de nos nouvelles au plus tard le {échéance}.",
        ],
        _ => [
            "You will hear from us by {time}",
            "Hello {name},",
            "We have your note: {topic}. A person will read it in an hour that we keep free for thinking.\n\nYou will hear from us by {time}.",
        ],
    };
    Wording {
        subject: subject.to_owned(),
        greeting: greeting.to_owned(),
        text: text.to_owned(),
        closing: String::new(),
    }
}

/// The name by which a language greets: the whole one in German, else the first.
fn name_in<'a>(name: &'a str, language: &str) -> &'a str {
    if language == "de" { name.trim() } else { name.split_whitespace().next().unwrap_or_default() }
}

/// The letter up to its closing, with everything filled in.
pub(crate) fn written(thread: &Thread, words: &Wording, language: &str, when: &When, due_at: Timestamp) -> Frame {
    let fill = |blank: Blank| match blank {
        Blank::Name => name_in(&thread.to_name, language).to_owned(),
        Blank::Topic => thread.title.clone(),
        Blank::Time => when.full(due_at),
        Blank::Team => thread.from_name.clone(),
        Blank::Number => thread.label.clone(),
    };
    let letter =
        Frame::new(thread, filled(&words.subject, language, fill)).greeted(filled(&words.greeting, language, fill));
    let letter =
        paragraphs(&words.text, language, fill).into_iter().fold(letter, |letter, paragraph| match paragraph {
            Paragraph::Words(words) => letter.words(words),
            Paragraph::Promised { before, behind } => {
                let letter = letter.promised(before, when, due_at);
                if behind.is_empty() { letter } else { letter.words(behind) }
            }
        });
    if words.closing.is_empty() { letter } else { letter.words(filled(&words.closing, language, fill)) }
}

/// The acknowledgement as somebody would read it who does not exist, for the page on which a team chooses its words.
pub fn sketched(sketch: &Sketch) -> Markup {
    let title = match sketch.language {
        "de" => "Schulung zur neuen Totalschadenregel",
        "es" => "Formación sobre la nueva norma de siniestro total",
        "fr" => "Formation à la nouvelle règle de perte totale",
        _ => "Training on the new total-loss rule",
    };
    let thread = Thread {
        team: sketch.team,
        id: ground::uuid::Uuid::nil(),
        label: sketch.label.clone(),
        title: title.to_owned(),
        to_address: "karin.oldsted@customer.example".to_owned(),
        to_name: "Karin Oldsted".to_owned(),
        from_name: sketch.team_name.clone(),
        reply_tag: String::new(),
        link: None,
    };
    let words =
        letters::Words { wording: &sketch.words, language: Language::of_tag(sketch.language).unwrap_or_default() };
    letters::acknowledging(&thread, sketch.due_at, &sketch.zone, sketch.now, "", &words).preview()
}

impl Refused {
    /// Why an act was not done, as its stakeholder reads it.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::NoWords => say::no_words(language).to_owned(),
            Self::TooLong(most) => say::too_long(language, most),
            Self::BadSign => say::bad_sign(language).to_owned(),
            _ if language == Language::En => self.to_string(),
            Self::Unknown
            | Self::NoNumber(_)
            | Self::NoAddress(_)
            | Self::KeyUsed
            | Self::Stand(_)
            | Self::Settled
            | Self::NothingStands
            | Self::Emergency(_)
            | Self::Through
            | Self::NoTime(_)
            | Self::Store(_) => say::not_done(language).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stakeholder_reads_in_english_what_the_act_says() {
        for refused in [Refused::NoWords, Refused::TooLong(100_000), Refused::BadSign] {
            assert_eq!(refused.words(Language::En), refused.to_string());
        }
    }

    #[test]
    fn the_words_that_we_came_with_state_the_promise_in_every_language() {
        for language in Language::ALL.map(Language::tag) {
            assert_eq!(came_with(language).check(language), Ok(()), "{language}");
        }
    }
}
