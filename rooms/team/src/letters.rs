use ground::links::LinkId;
use ground::outbox::{Draft, LINK};
use maud::html;

use crate::Member;

/// The letter with a link that signs in.
pub(crate) fn sign_in_link(member: &Member, link: LinkId) -> Draft {
    let greeting = match member.name.split_whitespace().next() {
        Some(name) => format!("Hello {name},"),
        None => "Hello,".to_owned(),
    };
    let words = "somebody, probably you, asked to sign in with this address. The link opens a page with a button that signs you in. It works once, for half an hour.";
    let foot = "If it was not you, leave this letter alone: nothing happens without the button.";
    let text = format!("{greeting}\n\n{words}\n\n{LINK}\n\n{foot}\n\n{}\n", member.team_name);
    let html = html! {
        p { (greeting) }
        p { (words) }
        p { a href=(LINK) { "Open the page to sign in" } }
        p { (foot) }
        p { (member.team_name) }
    };
    Draft {
        team: member.team,
        thread: None,
        kind: crate::rules::SIGN_IN,
        to_address: member.address.clone(),
        to_name: member.name.clone(),
        from_name: member.team_name.clone(),
        subject: "Sign in to Offwheel".to_owned(),
        words: words.to_owned(),
        text,
        html: html.into_string(),
        reply_tag: None,
        automatic: true,
        link: Some(link),
    }
}
