use jiff::civil::Weekday;

use super::*;

#[test]
fn the_page_of_the_turnaround_says_whether_the_blocks_fit_it() {
    story(|story| async move {
        let mut browser = Browser::signed_in(&story.ground, &story.jonas.address).await;
        browser.opens("/settings/turnaround").await.assert_shows("No time is reserved regularly.");
        story.reserve_daily().await;
        browser.opens("/settings/turnaround").await.assert_shows("Your blocks fit this turnaround.");
        let typed = [("amount", "4"), ("clock", "office-hours")];
        let short = browser.post("/settings/turnaround/examples", &typed).await;
        short.assert_shows("Your blocks do not fit this turnaround.");
        short.assert_shows("would fall due before a block");
        short.assert_shows("You hold half an hour every working day at 11:30");
    });
}

#[test]
fn the_fit_names_whose_patterns_it_counts() {
    story(|story| async move {
        story.reserve_daily().await;
        let mut mira = story.person("Mira Sandholt", Some(Role::Member), false).await;
        let monday = blocks::Rhythm::weekly(Weekday::Monday, time(14, 0, 0, 0));
        let member = story.member("Mira Sandholt").await;
        let own = blocks::Holders::only(member.id);
        blocks::reserve_pattern_for(&story.ground, &member, monday, own).await.unwrap();
        let both = "Counted are half an hour every working day at 11:30, the team’s; one hour on Mondays at 14:00, \
            Mira’s own. What is members’ own looks at the team’s requests too.";
        story.jonas().await.opens("/settings/turnaround").await.assert_shows(both);
        let tuesday = [("how", "weekly"), ("weekday", "tuesday"), ("starts", "16:00"), ("whose", "mine")];
        let shown = mira.post("/blocks/patterns", &[&tuesday[..], &[("then", "show")]].concat()).await;
        shown.assert_shows("Mira’s own; one hour on Tuesdays at 16:00, Mira’s own.");
    });
}

#[test]
fn holidays_say_what_they_do_to_blocks_before_they_are_saved() {
    story(|story| async move {
        story.reserve_daily().await;
        let weekly = blocks::Rhythm::weekly(Weekday::Monday, time(14, 0, 0, 0));
        blocks::reserve_pattern(&story.ground, &story.jonas, weekly).await.unwrap();
        let mut browser = Browser::signed_in(&story.ground, &story.jonas.address).await;
        let page = browser.opens("/settings/calendar/holidays?country=DE&year=2027").await;
        // Good Friday has the daily block alone; Easter Monday the weekly one as well; German Unity Day is a Sunday.
        page.assert_shows("no block: the daily one is skipped");
        page.assert_shows("no block: the daily one is skipped; the weekly hour moves to Tuesday");
        page.assert_shows("weekend");
    });
}

#[test]
fn who_reads_in_another_zone_is_told_times_in_it() {
    story(|story| async move {
        story.at("25 10:00");
        story.reserve_daily().await;
        let mut browser = Browser::signed_in(&story.ground, &story.jonas.address).await;
        browser.opens("/desk").await.assert_shows("11:30");
        reads_in(&mut browser, "America/New_York").await;
        browser.opens("/desk").await.assert_shows("05:30");
        let request = story.asks("Ben Ruhl", "A CRM refresher for sixty people").await.request;
        let mut tx = story.ground.read().await.unwrap();
        let promise = promises::owed_of(&mut tx, story.jonas.team, request.uuid()).await.unwrap().remove(0).id;
        drop(tx);
        // What the stakeholder reads, and how a date was counted, keeps its own zone; everything else is told in theirs.
        for path in ["/promises", "/blocks"] {
            let page = browser.opens(path).await;
            assert!(!page.text().contains("Berlin"), "{path} tells times as the office does: {}", page.text());
        }
        let moving = browser.opens(&format!("/promises/{promise}/renegotiation")).await;
        moving.assert_shows("Thursday 26 November, 04:00 (New York)");
    });
}

async fn reads_in(browser: &mut Browser, zone: &str) {
    let typed = [("name", "Jonas Feldt"), ("zone", zone), ("keys", "on"), ("light", "as-computer")];
    browser.does("/me", &typed).await.assert_shows("Saved.");
}

#[test]
fn who_reads_in_another_zone_is_told_in_it_when_the_text_was_kept() {
    story(|story| async move {
        story.reserve_daily().await;
        let request = story.asks("Ben Ruhl", "A CRM refresher for sixty people").await.request;
        story.at("25 11:30");
        let mut browser = story.jonas().await;
        reads_in(&mut browser, "America/New_York").await;
        let coming = blocks::coming(&mut story.ground.read().await.unwrap(), story.jonas.team, at("25 11:30"), 1).await;
        let block = format!("/blocks/{}", coming.unwrap()[0].key);
        browser.does(&block, &[]).await;
        for path in [format!("{block}/business"), format!("{block}/1"), format!("/requests/{request}/answer")] {
            let page = browser.opens(&path).await;
            assert!(page.body.contains("data-zone=\"America/New_York\""), "{path}: {}", page.body);
        }
    });
}

#[test]
fn who_reads_in_another_zone_takes_a_request_in_by_it() {
    story(|story| async move {
        story.reserve_daily().await;
        story.at("25 10:00");
        let mut browser = story.jonas().await;
        reads_in(&mut browser, "America/New_York").await;
        let form = browser.opens("/requests/new").await;
        form.assert_shows("New York time. The clock starts here, not when you typed it in.");
        assert!(form.body.contains("value=\"Wednesday 25 November, 04:00\""), "{}", form.body);
        let asked = [
            ("who", "Luca Ferrant, luca.ferrant@lindmoor.example"),
            ("words", "Something short for the brokers’ evening?"),
            ("when", "Wednesday 25 November, 03:30"),
            ("where", "in person"),
        ];
        let preview = browser.post("/requests/new/preview", &asked).await;
        preview.assert_shows("Thursday 26 November, 03:30 (New York)").assert_shows("today’s block at 05:30");
        browser.does("/requests/new", &asked).await;
        let mut tx = story.ground.read().await.unwrap();
        let owed = promises::owed_next(&mut tx, story.jonas.team, None, 2).await.unwrap();
        assert_eq!(owed.iter().map(|owed| owed.due_at).collect::<Vec<_>>(), [at("26 09:30")]);
    });
}

#[test]
fn a_block_that_passed_comes_again_on_its_day_at_the_office() {
    story(|story| async move {
        story.reserve_daily().await;
        story.asks("Ben Ruhl", "CRM refresher.").await;
        story.at("25 12:05");
        let mut browser = story.jonas().await;
        // There it is past midnight already.
        reads_in(&mut browser, "Pacific/Kiritimati").await;
        let desk = browser.opens("/desk").await;
        desk.assert_shows("The block of 00:30 was not opened. Its 30\u{a0}minutes would fit today from 01:15 on.");
        let path = desk.body.split("action=\"").find(|rest| rest.contains("/again\"")).unwrap();
        let path = path.split('"').next().unwrap().to_owned();
        story.at("25 16:45");
        browser.opens("/desk").await.assert_hides("was not opened");
        let late = browser.does(&path, &[("when", "2026-11-26T22:00")]).await;
        late.assert_shows("The time is not reserved.").assert_shows("A block comes again on the same day only.");
    });
}

#[test]
fn who_reads_in_another_zone_reserves_the_hour_that_was_offered() {
    story(|story| async move {
        story.at("25 13:00");
        let weekly = blocks::Rhythm::weekly(Weekday::Monday, time(13, 0, 0, 0));
        blocks::reserve_pattern(&story.ground, &story.jonas, weekly).await.unwrap();
        let request = story.asks("Ben Ruhl", "CRM refresher.").await.request;
        let mut browser = story.jonas().await;
        reads_in(&mut browser, "America/New_York").await;
        let desk = browser.opens("/desk").await;
        desk.assert_shows("Half an hour from Wednesday 25 November, 08:00 (New York)");
        let link = browser.opens(&format!("/requests/{request}")).await.link("Reserve a block").unwrap();
        let form = browser.opens(&link).await;
        form.assert_shows("New York time");
        assert!(form.body.contains("value=\"2026-11-25T08:00\""), "{}", form.body);
        // The rhythm of a team keeps to the office's clock, whoever reserves it.
        browser.opens("/blocks/patterns/new").await.assert_shows("Berlin time, as 11:30");

        let list = browser.does("/blocks", &[("when", &desk.hidden("when")), ("minutes", "30")]).await;
        list.assert_shows("Wednesday 25 November, 08:00 (New York).");
        let mut tx = story.ground.read().await.unwrap();
        let coming = blocks::coming(&mut tx, story.jonas.team, story.ground.now(), 1).await.unwrap();
        assert_eq!(coming.first().map(|block| block.starts_at), Some(at("25 14:00")));
    });
}
