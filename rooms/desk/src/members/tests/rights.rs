use super::*;

const PAGES: [&str; 8] =
    ["/desk", "/requests", "/requests/new", "/blocks", "/promises", "/outgoing", "/tray", "/requests?state=all"];

#[test]
fn each_page_opens_to_those_who_may_see_it_and_to_nobody_else() {
    story(|story| async move {
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let request = format!("/requests/{}", ben.request);
        let mut worker = story.person("Aylin Demir", Some(Role::Member), false).await;
        let mut sponsor = story.person("Edda Roorda", Some(Role::Sponsor), false).await;
        let mut administrator = story.person("Tom Admin", None, true).await;
        let mut nobody = Browser::before(&story.ground);
        for page in PAGES.into_iter().chain([request.as_str()]) {
            worker.opens(page).await;
            let to_sponsor = sponsor.get(page).await;
            let may = if page == "/promises" { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(to_sponsor.status, may, "{page}");
            to_sponsor.assert_hides("CRM refresher");
            let to_administrator = administrator.get(page).await;
            assert_eq!(to_administrator.status, StatusCode::FORBIDDEN, "{page}");
            to_administrator.assert_hides("CRM refresher");
            let to_nobody = nobody.get(page).await;
            assert_eq!(to_nobody.status, StatusCode::SEE_OTHER, "{page}");
            assert!(to_nobody.leads_to.starts_with("/sign-in?back="), "{}", to_nobody.leads_to);
        }
        for who in [&mut sponsor, &mut administrator] {
            let answer = who.post("/requests/new", &[("who", "a@b.example"), ("words", "x"), ("when", "today")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
    });
}

#[test]
fn another_team_sees_nothing_of_this_one() {
    story(|story| async move {
        story.reserve_daily().await;
        let ben = story.asks("Ben Ruhl", "CRM refresher.").await;
        let other = found(&story.ground, "harrow", "Harrow Academy", "H").await;
        asks(&story.ground, &other, "Ida Holm", "A course in Harrow.", story.ground.now()).await;
        let mut ines = Browser::signed_in(&story.ground, &other.address).await;
        for page in PAGES {
            ines.opens(page).await.assert_hides("CRM refresher").assert_hides("Ben Ruhl");
        }
        let mut tx = story.ground.read().await.unwrap();
        let letters = ground::outbox::of_thread(&mut tx, story.jonas.team, ben.request.uuid()).await.unwrap();
        drop(tx);
        for path in [
            format!("/requests/{}", ben.request),
            format!("/outgoing/{}", letters[0].id),
            "/requests/nothing".to_owned(),
        ] {
            assert_eq!(ines.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut jonas = story.jonas().await;
        jonas.opens("/requests").await.assert_hides("Harrow").assert_hides("Ida Holm");
    });
}
