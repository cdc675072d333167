use ground::outbox::Letter;
use ground::testing::{TestGround, on_each};
use ground::{Schema, TeamId, events, outbox};
use http::StatusCode;
use jiff::Timestamp;
use promises::{Promise, What};
use requests::{Ask, Channel, RequestId, State};
use team::testing::{Browser, found};
use team::{Member, Stakeholder};
use web::forms::{Filled, Typed};
use web::when::When;

use super::*;

const ROOMS: [Schema; 4] = [team::SCHEMA, promises::SCHEMA, requests::SCHEMA, SCHEMA];

/// Somebody's request that was answered with a sheet of three ways, and its promise kept.
async fn answered_with_options(ground: &TestGround, who: &Member, address: &str) -> (Stakeholder, Sheet) {
    let mut ask = Ask::new(Channel::Email, address, "We need a course on the new total-loss rule.", ground.now());
    ask.from_name = Some("Karin Oldsted".into());
    let receipt = requests::take_in(ground, who.team, who.actor(), ask).await.unwrap();
    let mut tx = ground.begin().await.unwrap();
    let sheet = laid_out(&mut tx, who, receipt.request, Some(at("2026-12-01T17:00"))).await;
    promises::fulfil(&mut tx, who.team, receipt.request.uuid(), who.actor()).await.unwrap();
    requests::stand::to(&mut tx, who.team, receipt.request, State::Answered, who.actor()).await.unwrap();
    let stakeholder = team::stakeholders::by_address(&mut tx, who.team, address).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    (stakeholder, sheet)
}

async fn laid_out(tx: &mut ground::Tx, who: &Member, request: RequestId, holds_until_at: Option<Timestamp>) -> Sheet {
    let way = |title: &str, what: &str| Way { title: title.into(), what: what.into(), ..Way::default() };
    let ways = vec![
        way("As ordered: a one-day course for all 40", "Four course days of ten people."),
        Way {
            ready_by: Some("Tuesday 22 December".into()),
            effort: Some("40 × 3 hours of your people".into()),
            is_recommended: true,
            ..way("Settle the standard, then practise on cases", "One written standard, then two rounds of practice.")
        },
        way("A decision aid only", "One page in the claims system. Nothing to attend."),
    ];
    let ways = sheet(ways).unwrap();
    lay_out(tx, who.team, request, ways, holds_until_at, who.actor()).await.unwrap()
}

fn at(text: &str) -> Timestamp {
    format!("{text}:00+01:00").parse().unwrap()
}

fn option(way: usize) -> NewChoice {
    NewChoice { way, why: None, chosen_by: String::new() }
}

async fn state_of(ground: &TestGround, team: TeamId, request: RequestId) -> State {
    requests::readings::find(&mut ground.read().await.unwrap(), team, request).await.unwrap().unwrap().state
}

async fn promises_of(ground: &TestGround, sheet: &Sheet) -> Vec<Promise> {
    promises::of_request(&mut ground.read().await.unwrap(), sheet.team, sheet.request.uuid()).await.unwrap()
}

async fn letters_of(ground: &TestGround, sheet: &Sheet, kind: &str) -> Vec<Letter> {
    let letters = outbox::of_thread(&mut ground.read().await.unwrap(), sheet.team, sheet.request.uuid()).await.unwrap();
    letters.into_iter().filter(|letter| letter.kind == kind).collect()
}

#[test]
fn a_choice_starts_the_next_promise_and_a_letter_confirms_both() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        ground.set("2026-11-26T09:00:00+01:00");
        let why = Some("Half a day is all I can spare. ".into());
        let made = choose(&ground, &karin, sheet.id, NewChoice { way: 2, why, chosen_by: "Karin Oldsted".into() });
        let made = made.await.unwrap();

        assert_eq!((made.promise.what, made.promise.due_at), (What::NextStep, at("2026-11-27T09:00")));
        let choice = made.sheet.choice.clone().unwrap();
        assert_eq!((choice.way, choice.why.as_deref()), (2, Some("Half a day is all I can spare.")));
        let kept = of_request(&mut ground.read().await.unwrap(), who.team, sheet.request).await.unwrap().unwrap();
        assert_eq!(kept, made.sheet, "{}", ground.engine());
        assert_eq!(state_of(&ground, who.team, sheet.request).await, State::Parked, "it waits for a block again");

        let letters = letters_of(&ground, &sheet, "choice").await;
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        assert!(
            letter.words.contains("You chose option 2: Settle the standard, then practise on cases."),
            "{}",
            letter.words
        );
        assert!(letter.words.contains("Friday 27 November, 09:00 (Berlin)"), "{}", letter.words);
        assert!(letter.automatic && letter.in_reply_to.is_some() && letter.subject.ends_with("[R-1]"), "{letter:?}");
        let told = events::of(&mut ground.read().await.unwrap(), who.team, sheet.id).await.unwrap();
        let told: Vec<(&str, &str)> = told.iter().map(|event| (event.kind.as_str(), event.actor.as_str())).collect();
        let by = format!("stakeholder:{}", karin.id);
        assert_eq!(told, [("options.laid-out", who.actor().to_string().as_str()), ("options.chosen", by.as_str())]);
    });
}

#[test]
fn the_same_choice_again_is_the_same_answer() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        let first = choose(&ground, &karin, sheet.id, option(1)).await.unwrap();
        ground.set("2026-12-03T09:00:00+01:00");
        assert_eq!(choose(&ground, &karin, sheet.id, option(1)).await.unwrap(), first);
        assert_eq!(promises_of(&ground, &sheet).await.len(), 2);
        assert_eq!(letters_of(&ground, &sheet, "choice").await.len(), 1);
        assert_eq!(first.sheet.choice.unwrap().chosen_by, "Karin Oldsted");
    });
}

#[test]
fn a_double_click_starts_one_promise() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        let clicks = (choose(&ground, &karin, sheet.id, option(2)), choose(&ground, &karin, sheet.id, option(2)));
        let (first, second) = tokio::join!(clicks.0, clicks.1);
        assert_eq!(first.unwrap().promise, second.unwrap().promise, "{}", ground.engine());
        assert_eq!(promises_of(&ground, &sheet).await.len(), 2);
        assert_eq!(letters_of(&ground, &sheet, "choice").await.len(), 1);
    });
}

#[test]
fn another_choice_counts_until_the_work_begins_and_the_promise_stays() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        let first = choose(&ground, &karin, sheet.id, option(1)).await.unwrap();
        ground.set("2026-11-25T16:00:00+01:00");
        let second = choose(&ground, &karin, sheet.id, option(3)).await.unwrap();
        assert_eq!(second.promise, first.promise);
        assert_eq!(second.sheet.choice.unwrap().way, 3);
        let letters = letters_of(&ground, &sheet, "choice").await;
        assert!(letters[1].words.contains("Option 3 it is now"), "{}", letters[1].words);

        let mut tx = ground.begin().await.unwrap();
        promises::fulfil(&mut tx, who.team, sheet.request.uuid(), who.actor()).await.unwrap();
        tx.commit().await.unwrap();
        let refused = choose(&ground, &karin, sheet.id, option(1)).await.unwrap_err();
        assert_eq!(refused, Refused::CannotChoose(CannotChoose::Begun));
    });
}

#[test]
fn a_sheet_whose_dates_passed_or_that_was_replaced_is_not_chosen_from() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        ground.set("2026-12-01T17:00:00.001+01:00");
        let refused = choose(&ground, &karin, sheet.id, option(2)).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "The dates of this sheet have passed. Tell us which option you want, and we work them out again."
        );
        assert_eq!(promises_of(&ground, &sheet).await.len(), 1);
        assert_eq!(state_of(&ground, who.team, sheet.request).await, State::Answered);

        let mut tx = ground.begin().await.unwrap();
        let newer = laid_out(&mut tx, &who, sheet.request, None).await;
        tx.commit().await.unwrap();
        let refused = choose(&ground, &karin, sheet.id, option(2)).await.unwrap_err();
        assert_eq!(refused, Refused::CannotChoose(CannotChoose::Replaced));
        assert!(choose(&ground, &karin, newer.id, option(2)).await.is_ok());
    });
}

#[test]
fn none_of_these_starts_the_next_promise_too() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        ground.set("2026-12-02T10:00:00+01:00");
        let promise = counter(&ground, &karin, sheet.id, "All three are too late for us.").await.unwrap();
        assert_eq!((promise.what, promise.due_at), (What::NextStep, at("2026-12-03T10:00")));
        assert_eq!(state_of(&ground, who.team, sheet.request).await, State::Parked);
        let letters = letters_of(&ground, &sheet, "counter").await;
        assert!(letters[0].words.contains("Thursday 3 December, 10:00 (Berlin)"), "{}", letters[0].words);

        let again = counter(&ground, &karin, sheet.id, "And the first costs too much.").await.unwrap();
        assert_eq!(again, promise, "an open promise stays");
        let said =
            requests::readings::messages(&mut ground.read().await.unwrap(), who.team, sheet.request).await.unwrap();
        assert_eq!(said.last().unwrap().words, "And the first costs too much.");
        let refused = counter(&ground, &karin, sheet.id, "  ").await.unwrap_err();
        assert!(matches!(refused, Refused::Request(requests::Refused::NoWords)));
    });
}

#[test]
fn nobody_else_sees_or_chooses() {
    on_each(&ROOMS, |ground| async move {
        let (who, other) = (found(&ground, "lindmoor").await, found(&ground, "harrow").await);
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        let (ben, _) = answered_with_options(&ground, &who, "ben.ruhl@lindmoor.example").await;
        let (strange, theirs) = answered_with_options(&ground, &other, "karin.oldsted@lindmoor.example").await;
        for (stakeholder, sheet) in [(&ben, &sheet), (&strange, &sheet), (&karin, &theirs)] {
            assert_eq!(choose(&ground, stakeholder, sheet.id, option(1)).await, Err(Refused::Unknown));
            assert_eq!(counter(&ground, stakeholder, sheet.id, "No.").await, Err(Refused::Unknown));
        }
        assert_eq!(note_choice(&ground, &other, sheet.id, option(1)).await, Err(Refused::Unknown));
        assert_eq!(find(&mut ground.read().await.unwrap(), other.team, sheet.id).await, Ok(None));
    });
}

#[test]
fn a_member_notes_what_was_chosen_by_reply() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (_, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        let path = format!("/requests/{}/choice", sheet.request);
        let stranger = Browser::stranger(&ground, routes());
        assert_eq!(stranger.post_form(&path, "way=2").await.status, StatusCode::SEE_OTHER, "to the sign-in");
        let browser = Browser::of(&ground, &who, routes()).await;
        let (mended, refused) = (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CONFLICT);
        browser.post_form(&path, "way=").await.assert_shows(mended, &["Pick the option that they chose"]);
        browser.post_form(&path, "way=4").await.assert_shows(refused, &["no option of this number"]);
        assert_eq!(promises_of(&ground, &sheet).await.len(), 1);
        assert_eq!(browser.post_form(&path, "way=2&why=She+wrote+“two”").await.status, StatusCode::SEE_OTHER);
        let kept = of_request(&mut ground.read().await.unwrap(), who.team, sheet.request).await.unwrap().unwrap();
        assert_eq!(kept.choice.unwrap().way, 2);
        assert_eq!(letters_of(&ground, &sheet, "choice").await.len(), 1);
    });
}

#[test]
fn the_page_lays_the_ways_beside_each_other_and_asks_once_more() {
    on_each(&ROOMS, |ground| async move {
        let who = found(&ground, "lindmoor").await;
        let (karin, sheet) = answered_with_options(&ground, &who, "karin.oldsted@lindmoor.example").await;
        let page = ways_to_choose(&sheet, Some("/s/token/options"), web::Language::En).into_string();
        assert_eq!(page.matches("class=\"option\"").count(), 3);
        assert_eq!(page.matches("data-recommended").count(), 1);
        assert!(page.contains("href=\"/s/token/options/3\"") && page.contains("Tuesday 22 December"), "{page}");
        assert!(!ways_to_choose(&sheet, None, web::Language::En).into_string().contains("href=\"/s/"));
        assert!(compared(&sheet, web::Language::En).into_string().contains("not said"));

        let asked = Filled::with([("chosen-by", "Karin Oldsted")]);
        let form = choose_form(&sheet, 2, &asked, "/s/token/options/2", "/s/token/options").unwrap().into_string();
        assert!(
            form.contains("Choose option 2?")
                && form.contains("value=\"Karin Oldsted\"")
                && form.contains("the one we recommend")
        );
        assert!(choose_form(&sheet, 4, &asked, "", "").is_none());
        assert!(choose_form(&sheet, 0, &asked, "", "").is_none());

        let typed = Typed::filled([("chosen-by", " "), ("why", "Cheap.")]);
        assert!(choice_typed(&typed, 2).unwrap_err().of("chosen-by").is_some());
        let typed = Typed::filled([("chosen-by", " Karin "), ("why", "Cheap.")]);
        let choice = choice_typed(&typed, 2).unwrap();
        assert_eq!(choice, NewChoice { way: 2, why: Some("Cheap.".into()), chosen_by: "Karin".into() });
        assert!(counter_typed(&Typed::filled([("counter", "")])).unwrap_err().of("counter").is_some());

        let made = choose(&ground, &karin, sheet.id, choice).await.unwrap();
        let when = When::in_zone("Europe/Berlin", ground.now()).unwrap();
        let notice = chosen_notice(&made.sheet, Some(made.promise.due_at), &when).into_string();
        assert!(
            notice.contains("Option 2 is chosen") && notice.contains("Thursday 26 November, 10:15 (Berlin)"),
            "{notice}"
        );
        assert!(
            ways_to_choose(&made.sheet, Some("/s/token/options"), web::Language::En).into_string().contains("chosen")
        );
    });
}
