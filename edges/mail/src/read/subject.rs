//! What a subject says beside its words: answer or forward, and the number of a request.

use super::folding::{Sent, is_forward_prefix, is_reply_prefix};

/// Marks that gateways put before subjects, in brackets.
const GATEWAY_MARKS: [&str; 7] = ["ext", "external", "extern", "externe", "externo", "caution", "secure"];

/// Whether the subject is an answer's or a forward's, and the words without prefixes; the outermost prefix counts.
pub(super) fn stripped(subject: &str) -> (Sent, &str) {
    let mut sent = Sent::Plain;
    let mut words = subject.trim();
    loop {
        if let Some(after) = without_gateway_mark(words) {
            words = after;
        } else if let Some((kind, after)) = prefix(words) {
            if sent == Sent::Plain {
                sent = kind;
            }
            words = after;
        } else {
            return (sent, words);
        }
    }
}

fn prefix(words: &str) -> Option<(Sent, &str)> {
    let (word, after) = words.split_once([':', '：'])?;
    if word.len() > 24 {
        return None;
    }
    let kind = if is_forward_prefix(word) {
        Sent::Forward
    } else if is_reply_prefix(word) {
        Sent::Reply
    } else {
        return None;
    };
    Some((kind, after.trim_start()))
}

fn without_gateway_mark(words: &str) -> Option<&str> {
    let (mark, after) = words.strip_prefix('[')?.split_once(']')?;
    GATEWAY_MARKS.iter().any(|known| mark.trim().eq_ignore_ascii_case(known)).then(|| after.trim_start())
}

/// The numbers of requests named in a subject as `[R-218]`, in their order.
pub(super) fn numbers(subject: &str, prefix: &str) -> Vec<i64> {
    let mut numbers = Vec::new();
    for tag in tags(subject) {
        if let Some(number) = number(tag, prefix)
            && !numbers.contains(&number)
        {
            numbers.push(number);
        }
    }
    numbers
}

fn tags(subject: &str) -> impl Iterator<Item = &str> {
    subject.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(tag, _)| tag.trim())
}

fn number(tag: &str, prefix: &str) -> Option<i64> {
    let (before, digits) = tag.rsplit_once('-')?;
    let ours = !prefix.is_empty() && before.trim().to_lowercase() == prefix.to_lowercase();
    let digits = digits.trim();
    (ours && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

/// A subject as two letters of one conversation have it in common: without prefixes and number, in lower case.
pub(super) fn key(subject: &str, tag_prefix: &str) -> String {
    let (_, bare) = stripped(subject);
    let mut kept = String::with_capacity(bare.len());
    let mut rest = bare;
    while let Some((before, from)) = rest.split_once('[') {
        kept.push_str(before);
        match from.split_once(']') {
            Some((tag, after)) if number(tag, tag_prefix).is_some() => rest = after,
            _ => {
                kept.push('[');
                rest = from;
            }
        }
    }
    kept.push_str(rest);
    let (_, bare) = stripped(&kept);
    bare.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_prefix_says_how_a_letter_was_sent() {
        assert_eq!(stripped("RE: WG: Canteen"), (Sent::Reply, "Canteen"));
        assert_eq!(stripped("[EXTERNAL] Fwd: Re[2]: Canteen"), (Sent::Forward, "Canteen"));
        assert_eq!(stripped("Réf : Canteen: menu"), (Sent::Reply, "Canteen: menu"));
        assert_eq!(stripped("Canteen: menu"), (Sent::Plain, "Canteen: menu"));
    }

    #[test]
    fn only_a_number_in_our_own_brackets_names_a_request() {
        assert_eq!(numbers("Re: [r-218] and [R-219], [S-1] R-7 [R-] [R-x] [R-218]", "R"), [218, 219]);
        assert_eq!(numbers("[-5] [R--5]", ""), [0i64; 0]);
        assert_eq!(numbers("[R-99999999999999999999]", "R"), [0i64; 0]);
    }

    #[test]
    fn a_conversation_keeps_its_key_through_answers() {
        assert_eq!(key("AW: [R-218] Re:  Schulung  für das neue CRM", "R"), key("Schulung für das neue CRM", "R"));
        assert_ne!(key("Re: [S-218] CRM", "R"), key("CRM", "R"));
    }
}
