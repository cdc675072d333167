use ground::links;
use ground::outbox::{self, LINK};

use super::*;

#[test]
fn a_person_signs_in_with_address_and_password_and_out_again() {
    story(|ground| async move {
        found(&ground, lindmoor()).await.unwrap();
        let mut jonas = Browser::before(&ground);
        let asked = jonas.get("/desk?page=2").await;
        assert_eq!((asked.status, asked.leads_to()), (StatusCode::SEE_OTHER, "/sign-in?back=%2Fdesk%3Fpage%3D2"));
        jonas.get(asked.leads_to()).await.assert_shows("value=\"/desk?page=2\"");

        let values = [("address", " jonas.FELDT@lindmoor.example "), ("password", PASSWORD), ("back", "/desk?page=2")];
        let entered = jonas.post("/sign-in", &values).await;
        assert_eq!((entered.status, entered.leads_to()), (StatusCode::SEE_OTHER, "/desk?page=2"));
        let cookie = entered.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert_eq!(jonas.get("/desk").await.body, "Jonas Feldt");

        let stolen = jonas.cookies().clone();
        assert_eq!(jonas.post("/sign-out", &[]).await.leads_to(), "/sign-in");
        assert!(!jonas.cookies().contains_key("offwheel-4600"));
        jonas.get("/sign-in").await.assert_shows("You are signed out.");
        *jonas.cookies() = stolen;
        assert_eq!(jonas.get("/desk").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_wrong_password_an_unknown_address_and_an_account_without_password_read_alike() {
    story(|ground| async move {
        let (team, _) = found(&ground, lindmoor()).await.unwrap();
        let without = NewPerson { password: None, ..person("Mira Sandholt", Some(Role::Member), false) };
        add_member(&ground, team.id, without, Actor::Machine("command-line")).await.unwrap();
        let mut stranger = Browser::before(&ground);
        for (address, password) in [
            ("jonas.feldt@lindmoor.example", "rye lantern orbit quai"),
            ("nobody@lindmoor.example", PASSWORD),
            ("mira.sandholt@lindmoor.example", PASSWORD),
        ] {
            let answer = stranger.sign_in(address, password).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.assert_shows("Address and password don’t belong together");
            answer.assert_shows(&format!("value=\"{address}\""));
            assert!(!answer.body.contains(password), "a password never comes back");
            assert!(stranger.cookies().is_empty());
        }
        let answer = stranger.sign_in("jonas", "").await;
        answer.assert_shows("This is no complete mail address.");
        answer.assert_shows("Type your password, or have a link mailed to you");
    });
}

#[test]
fn after_many_tries_at_one_address_the_next_one_waits() {
    story(|ground| async move {
        found(&ground, lindmoor()).await.unwrap();
        let mut stranger = Browser::before(&ground);
        for _ in 0..10 {
            assert_eq!(stranger.sign_in("x@lindmoor.example", "no").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = stranger.sign_in("X@lindmoor.example", "no").await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.headers.contains_key("retry-after"));
        assert_eq!(stranger.sign_in("jonas.feldt@lindmoor.example", PASSWORD).await.status, StatusCode::SEE_OTHER);
    });
}

/// The token of the newest link that was mailed to this person.
async fn mailed_token(ground: &Ground, who: &Member) -> String {
    let mut tx = ground.read().await.unwrap();
    links::to(&mut tx, who.team, "sign-in", who.id).await.unwrap().unwrap().token(ground.secret())
}

#[test]
fn a_mailed_link_opens_a_page_and_its_button_signs_in_once() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mut browser = Browser::before(&ground);
        browser.get("/sign-in/link").await.assert_shows("Mail me a link");
        let asked = browser.post("/sign-in/link", &[("address", "JONAS.feldt@lindmoor.example")]).await;
        assert_eq!(asked.leads_to(), "/sign-in");
        browser.get("/sign-in").await.assert_shows("Look into your mail.");

        let letters = outbox::newest(&mut ground.read().await.unwrap(), team.id, None, 10).await.unwrap();
        let [letter] = letters.as_slice() else { panic!("{} letters", letters.len()) };
        assert_eq!((letter.to_address.as_str(), letter.kind.as_str()), ("Jonas.Feldt@Lindmoor.example", "sign-in"));
        let token = mailed_token(&ground, &jonas).await;
        assert!(letter.text.contains(LINK) && !letter.text.contains(&token), "a letter is kept without its token");

        let path = format!("/sign-in/link/{token}");
        for _ in 0..2 {
            let page = browser.get(&path).await;
            page.assert_shows("Sign in and set a new password");
            assert_eq!(page.headers["referrer-policy"], "same-origin");
            assert_eq!(page.headers["cache-control"], "no-store");
            assert!(!browser.cookies().contains_key("offwheel-4600"), "opening a link changes nothing");
        }
        assert_eq!(browser.post(&path, &[]).await.leads_to(), "/desk");
        assert_eq!(browser.get("/desk").await.body, "Jonas Feldt");
        let again = Browser::before(&ground).post(&path, &[]).await;
        assert_eq!(again.status, StatusCode::GONE);
        again.assert_shows("Have a new link mailed");
    });
}

#[test]
fn a_mailed_link_opens_for_half_an_hour() {
    story(|ground| async move {
        let (_, jonas) = found(&ground, lindmoor()).await.unwrap();
        mail_sign_in_link(&ground, &jonas.address).await.unwrap();
        let token = mailed_token(&ground, &jonas).await;
        ground.set("2026-11-25T09:45:00Z");
        assert!(matches!(sign_in_by_link(&ground, &token).await, Err(Refused::LinkSpent)));
        ground.set("2026-11-25T09:44:59Z");
        assert!(sign_in_by_link(&ground, &token).await.is_ok());
    });
}

#[test]
fn of_two_who_press_the_button_at_once_one_gets_in() {
    story(|ground| async move {
        let (_, jonas) = found(&ground, lindmoor()).await.unwrap();
        mail_sign_in_link(&ground, &jonas.address).await.unwrap();
        let token = mailed_token(&ground, &jonas).await;
        let (one, other) = tokio::join!(sign_in_by_link(&ground, &token), sign_in_by_link(&ground, &token));
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|ok| **ok).count(), 1);
    });
}

#[test]
fn where_no_letter_can_leave_nobody_waits_for_a_link() {
    story(|ground| async move {
        found(&ground, lindmoor()).await.unwrap();
        ground.tell_exits([].into());
        for address in ["jonas.feldt@lindmoor.example", "nobody@lindmoor.example"] {
            let mut browser = Browser::before(&ground);
            browser.post("/sign-in/link", &[("address", address)]).await;
            let page = browser.get("/sign-in").await;
            page.assert_shows("No letter leaves here, so no link comes.");
            assert!(!page.body.contains("on its way"), "{}", page.body);
        }
    });
}

#[test]
fn asking_for_a_link_reads_alike_for_an_unknown_address_and_writes_no_letter() {
    story(|ground| async move {
        let (team, _) = found(&ground, lindmoor()).await.unwrap();
        let mut stranger = Browser::before(&ground);
        let begun = tokio::time::Instant::now();
        let asked = stranger.post("/sign-in/link", &[("address", "nobody@lindmoor.example")]).await;
        assert!(begun.elapsed() >= std::time::Duration::from_millis(250), "the time tells nothing");
        assert_eq!(asked.leads_to(), "/sign-in");
        stranger.get("/sign-in").await.assert_shows("Look into your mail.");
        assert!(outbox::newest(&mut ground.read().await.unwrap(), team.id, None, 10).await.unwrap().is_empty());
        stranger.post("/sign-in/link", &[("address", "nobody")]).await.assert_shows("no complete mail address");
        for status in [StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, StatusCode::TOO_MANY_REQUESTS] {
            let asked = stranger.post("/sign-in/link", &[("address", "nobody@lindmoor.example")]).await;
            assert_eq!(asked.status, status, "three an hour, whether or not somebody is there");
        }
    });
}

#[test]
fn a_session_goes_on_while_somebody_comes_back_and_ends_after_ninety_days() {
    story(|ground| async move {
        found(&ground, lindmoor()).await.unwrap();
        let session = sign_in(&ground, "jonas.feldt@lindmoor.example", PASSWORD).await.unwrap();
        let mut day = at("2026-11-25T09:15Z");
        for _ in 0..8 {
            day += jiff::SignedDuration::from_hours(24 * 11);
            ground.clock().set(day);
            assert!(session_of(&ground, session.token()).await.unwrap().is_some(), "{day}");
        }
        ground.set("2027-02-23T09:14:59Z");
        assert!(session_of(&ground, session.token()).await.unwrap().is_some());
        ground.set("2027-02-23T09:15:00Z");
        assert!(session_of(&ground, session.token()).await.unwrap().is_none());

        let session = sign_in(&ground, "jonas.feldt@lindmoor.example", PASSWORD).await.unwrap();
        ground.set("2027-03-09T09:15:00Z");
        assert!(session_of(&ground, session.token()).await.unwrap().is_none(), "fourteen days without a visit");
    });
}

#[test]
fn no_token_lies_in_the_database() {
    story(|ground| async move {
        let (team, _) = found(&ground, lindmoor()).await.unwrap();
        let session = sign_in(&ground, "jonas.feldt@lindmoor.example", PASSWORD).await.unwrap();
        let token =
            make_token(&ground, team.id, "CRM", &[Scope::Read], at("2027-01-01T00:00Z"), Actor::Machine("test"));
        let token = token.await.unwrap().text;
        let mut tx = ground.read().await.unwrap();
        for (table, secret) in [("session", session.token()), ("token", token.as_str())] {
            let prints = tx.query(&format!("select print from {table}"), ()).await.unwrap();
            assert_eq!(prints.len(), 1);
            assert_eq!(prints[0].get::<String>(0).unwrap(), ground::print_of(secret));
        }
        let kept: String = tx.query_one("select password from account", ()).await.unwrap().get(0).unwrap();
        assert!(kept.starts_with("$argon2id$") && !kept.contains(PASSWORD));
    });
}

#[test]
fn a_new_password_needs_the_old_one_and_ends_every_other_session() {
    story(|ground| async move {
        found(&ground, lindmoor()).await.unwrap();
        let address = "jonas.feldt@lindmoor.example";
        let mut here = Browser::signed_in(&ground, address).await;
        let mut there = Browser::signed_in(&ground, address).await;
        here.get("/password").await.assert_shows("Present password");
        let wrong = here.post("/password", &[("old", "not it at all"), ("password", "moss anvil tide crumb")]).await;
        wrong.assert_shows("This is not your present password.");
        here.post("/password", &[("old", PASSWORD), ("password", "short")])
            .await
            .assert_shows("Take ten signs or more.");
        let changed = here.post("/password", &[("old", PASSWORD), ("password", "moss anvil tide crumb")]).await;
        assert_eq!(changed.leads_to(), "/desk");
        assert_eq!(here.get("/desk").await.status, StatusCode::OK);
        assert_eq!(there.get("/desk").await.status, StatusCode::SEE_OTHER);
        assert!(matches!(sign_in(&ground, address, PASSWORD).await, Err(Refused::WrongPassword)));
        assert!(sign_in(&ground, address, "moss anvil tide crumb").await.is_ok());
        set_password(&ground, address, PASSWORD).await.unwrap();
        assert_eq!(here.get("/desk").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn who_came_by_mailed_link_sets_a_password_without_the_old_one() {
    story(|ground| async move {
        let (_, jonas) = found(&ground, lindmoor()).await.unwrap();
        mail_sign_in_link(&ground, &jonas.address).await.unwrap();
        let mut browser = Browser::before(&ground);
        let path = format!("/sign-in/link/{}", mailed_token(&ground, &jonas).await);
        assert_eq!(browser.post(&path, &[("then", "password")]).await.leads_to(), "/password");
        assert!(!browser.get("/password").await.body.contains("Present password"));
        assert_eq!(browser.post("/password", &[("password", "moss anvil tide crumb")]).await.leads_to(), "/desk");
        assert!(sign_in(&ground, &jonas.address, "moss anvil tide crumb").await.is_ok());
    });
}

#[test]
fn signing_in_is_refused_in_words_where_it_could_not_hold() {
    story(|ground| async move {
        found(&ground, lindmoor()).await.unwrap();
        let plain =
            Installation { public_url: "http://learn.lindmoor.example".to_owned(), ..ground.settings().clone() };
        let secure =
            Installation { public_url: "https://learn.lindmoor.example".to_owned(), ..ground.settings().clone() };
        for (installation, host, words) in [
            (&plain, "learn.lindmoor.example", "Signing in needs https."),
            (&secure, "10.0.0.5:4600", "Signing in works at https://learn.lindmoor.example alone"),
        ] {
            let mut browser = Browser::before(&told(&ground, installation.clone()));
            browser.host = Some(host.to_owned());
            let page = browser.get("/sign-in").await;
            page.assert_shows(words);
            assert!(!page.body.contains("type=\"password\""));
            let answer = browser.sign_in("jonas.feldt@lindmoor.example", PASSWORD).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(browser.cookies().is_empty());
        }
        let mut browser = Browser::before(&told(&ground, secure));
        browser.host = Some("learn.lindmoor.example".to_owned());
        browser.sign_in("jonas.feldt@lindmoor.example", PASSWORD).await;
        assert!(browser.cookies().contains_key("__Host-offwheel"));
    });
}

#[test]
fn one_click_signs_in_the_demo_alone() {
    story(|ground| async move {
        let (_, jonas) = found(&ground, lindmoor()).await.unwrap();
        let path = one_click(&ground, &jonas).await.unwrap();
        assert_eq!(path, one_click(&ground, &jonas).await.unwrap());
        assert_eq!(Browser::before(&ground).get(&path).await.status, StatusCode::NOT_FOUND);
        let demo = told(&ground, Installation { demo: true, ..ground.settings().clone() });
        let mut browser = Browser::before(&demo);
        assert_eq!(browser.get(&path).await.leads_to(), "/desk");
        assert_eq!(browser.get("/desk").await.body, "Jonas Feldt");
        // The token of one door opens no other.
        let other_door = path.replace("/sign-in/as/", "/sign-in/link/");
        assert_eq!(Browser::before(&demo).post(&other_door, &[]).await.status, StatusCode::GONE);
        assert_eq!(
            Browser::before(&demo).get("/sign-in/as/00000000000000000000000000").await.status,
            StatusCode::NOT_FOUND
        );
    });
}
