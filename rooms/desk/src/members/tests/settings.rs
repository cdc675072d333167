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
        let zone = [("name", "Jonas Feldt"), ("zone", "America/New_York"), ("keys", "on"), ("light", "as-computer")];
        browser.does("/me", &zone).await.assert_shows("Saved.");
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
