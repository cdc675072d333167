use ground::{TeamId, events};

use super::*;

#[test]
fn the_first_run_opens_with_its_key_and_is_over_when_a_team_is_founded() {
    story(|ground| async move {
        let key = first_run::key(&ground).await.unwrap().unwrap();
        assert_eq!(first_run::key(&ground).await.unwrap().as_ref(), Some(&key), "the same at each start");
        assert!(matches!(first_run::check_key(&ground, "0123456789abcdefghjkmnpqrs").await, Err(Refused::WrongKey)));
        assert!(matches!(first_run::found(&ground, "", lindmoor()).await, Err(Refused::WrongKey)));
        first_run::check_key(&ground, &key.to_uppercase()).await.unwrap();

        let (one, other) =
            tokio::join!(first_run::found(&ground, &key, lindmoor()), first_run::found(&ground, &key, harrow()));
        assert!(one.is_ok() != other.is_ok(), "of two with the key, one founds");
        let (team, member, session) = one.or(other).unwrap();
        assert_eq!((member.role, member.is_administrator), (Some(Role::Lead), true));
        assert_eq!(session_of(&ground, session.token()).await.unwrap(), Some(member));
        assert_eq!(first_run::key(&ground).await.unwrap(), None);
        assert!(matches!(first_run::check_key(&ground, &key).await, Err(Refused::FoundedAlready)));
        assert_eq!(teams::list(&mut ground.read().await.unwrap()).await.unwrap(), [team]);
    });
}

#[test]
fn the_form_of_the_first_run_becomes_a_team() {
    story(|ground| async move {
        let mut typed = founding_start("europe/berlin").typed;
        typed.set("name", "Learning at Lindmoor");
        typed.set("address", "jonas@lindmoor");
        typed.set("password", "short");
        let errors = founding_typed(&typed).unwrap_err();
        let fields: Vec<_> = errors.iter().filter_map(|(field, _)| field).collect();
        assert_eq!(fields, ["person", "address", "password"]);
        let page = founding_fields(&web::forms::Filled::back(typed.clone(), errors)).into_string();
        assert!(page.contains("value=\"jonas@lindmoor\"") && page.contains("no complete mail address"), "{page}");

        typed.set("person", "Jonas Feldt");
        typed.set("address", "jonas@lindmoor.example");
        typed.set("password", PASSWORD);
        let (team, member) = found(&ground, founding_typed(&typed).unwrap()).await.unwrap();
        assert_eq!((team.slug.as_str(), team.prefix.as_str()), ("learning-at-lindmoor", "R"));
        assert!(team.is_own("Mira@LINDMOOR.example") && !team.is_own("mira@other.example"));
        let mut tx = ground.read().await.unwrap();
        assert_eq!(teams::by_slug(&mut tx, "learning-at-lindmoor").await.unwrap(), Some(team));
        let in_force = calendar::current(&mut tx, member.team).await.unwrap();
        assert_eq!((in_force.version, in_force.zone_name.as_str()), (1, "Europe/Berlin"));
        assert_eq!(in_force.turnaround, Turnaround::business_hours(24));
    });
}

#[test]
fn a_team_that_could_promise_nothing_is_not_founded() {
    story(|ground| async move {
        let field = |result: Result<(Team, Member), Refused>| match result {
            Err(Refused::ToMend { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        let closed = Calendar { week: worktime::Week::default(), ..lindmoor().calendar };
        assert_eq!(field(found(&ground, NewTeam { calendar: closed, ..lindmoor() }).await), "week");
        let nowhere = Calendar { zone: "Europe/Atlantis".to_owned(), ..lindmoor().calendar };
        assert_eq!(field(found(&ground, NewTeam { calendar: nowhere, ..lindmoor() }).await), "zone");
        let never = Turnaround::business_hours(0);
        assert_eq!(field(found(&ground, NewTeam { turnaround: never, ..lindmoor() }).await), "amount");
        let prefix = "R2-D2".to_owned();
        assert_eq!(field(found(&ground, NewTeam { prefix, ..lindmoor() }).await), "prefix");
        assert_eq!(first_run::key(&ground).await.unwrap().map(|key| key.len()), Some(26), "nothing was founded");

        found(&ground, lindmoor()).await.unwrap();
        assert_eq!(field(found(&ground, lindmoor()).await), "slug");
    });
}

#[test]
fn each_role_reaches_the_pages_of_its_rights() {
    story(|ground| async move {
        let (team, _) = found(&ground, lindmoor()).await.unwrap();
        add(&ground, &team, "Mira Sandholt", Some(Role::Member), false).await;
        add(&ground, &team, "Ruth Okafor", Some(Role::Lead), false).await;
        add(&ground, &team, "Sven Aalto", Some(Role::Sponsor), false).await;
        add(&ground, &team, "Ida Brandt", None, true).await;
        let pages = ["/desk", "/promises", "/accounts", "/settings/turnaround"];
        let (ok, no) = (StatusCode::OK, StatusCode::FORBIDDEN);
        for (person, start, expected) in [
            ("jonas.feldt", "/desk", [ok, ok, ok, ok]),
            ("mira.sandholt", "/desk", [ok, ok, no, no]),
            ("ruth.okafor", "/desk", [ok, ok, no, ok]),
            ("sven.aalto", "/promises", [no, ok, no, no]),
            ("ida.brandt", "/settings", [no, no, ok, no]),
        ] {
            let mut browser = Browser::before(&ground);
            let entered = browser.sign_in(&format!("{person}@lindmoor.example"), PASSWORD).await;
            assert_eq!(entered.leads_to(), start, "{person}");
            for (page, expected) in pages.iter().zip(expected) {
                assert_eq!(browser.get(page).await.status, expected, "{person} {page}");
            }
            for path in ["/settings/turnaround", "/settings/turnaround/preview", "/settings/turnaround/examples"] {
                let status = browser.post(path, &[]).await.status;
                assert_eq!(status == no, expected[3] == no, "{person} POST {path}: {status}");
            }
        }
        let mut ida = Browser::signed_in(&ground, "ida.brandt@lindmoor.example").await;
        ida.get("/settings").await.assert_shows("Administration");
        ida.get("/desk").await.assert_shows("Members of the team work here.");
    });
}

#[test]
fn nobody_signed_out_reaches_anything_but_the_sign_in() {
    story(|ground| async move {
        found(&ground, lindmoor()).await.unwrap();
        let mut stranger = Browser::before(&ground);
        stranger.cookies().insert("offwheel-4600".to_owned(), ground::fresh_token());
        for path in ["/desk", "/promises", "/accounts", "/settings", "/settings/turnaround", "/password", "/teams"] {
            assert!(stranger.get(path).await.leads_to().starts_with("/sign-in?back="), "{path}");
        }
        for path in ["/settings/turnaround", "/password", "/teams"] {
            assert_eq!(stranger.post(path, &[]).await.leads_to(), "/sign-in?back=%2F", "{path}");
        }
        assert_eq!(stranger.get("/api/v1/requests").await.status, StatusCode::UNAUTHORIZED);
        stranger.get("/sign-in").await.assert_shows("/t/learning-at-lindmoor/ask");
    });
}

#[test]
fn who_is_in_several_teams_sees_one_at_a_time_and_no_other() {
    story(|ground| async move {
        let (lindmoor, _) = found(&ground, lindmoor()).await.unwrap();
        let (harrow, ines) = found(&ground, harrow()).await.unwrap();
        assert_eq!(harrow.prefix, "HA");
        let mira = add(&ground, &lindmoor, "Mira Sandholt", Some(Role::Member), false).await;
        let both = NewPerson { role: Some(Role::Lead), ..person("MIRA SANDHOLT", None, false) };
        let in_harrow = add_member(&ground, harrow.id, both, ines.actor()).await.unwrap();
        assert_eq!((in_harrow.account, in_harrow.name.as_str()), (mira.account, "Mira Sandholt"));

        let mut browser = Browser::before(&ground);
        assert_eq!(browser.sign_in(&mira.address, PASSWORD).await.leads_to(), "/teams");
        browser.get("/teams").await.assert_shows("Harrow Academy");
        assert_eq!(browser.get("/settings/turnaround").await.status, StatusCode::FORBIDDEN, "a member at Lindmoor");
        assert_eq!(browser.post("/teams", &[("team", &harrow.id.to_string())]).await.leads_to(), "/desk");
        browser.get("/settings/turnaround").await.assert_shows("Harrow Academy");
        let mut later = Browser::signed_in(&ground, &mira.address).await;
        later.get("/settings/turnaround").await.assert_shows("Harrow Academy");

        let mut jonas = Browser::signed_in(&ground, "jonas.feldt@lindmoor.example").await;
        for team in [harrow.id.to_string(), TeamId::new(ground.now()).to_string(), "nonsense".to_owned()] {
            assert_eq!(jonas.post("/teams", &[("team", &team)]).await.status, StatusCode::NOT_FOUND, "{team}");
        }
        jonas.get("/settings/turnaround").await.assert_shows("Learning at Lindmoor");
        jonas.get("/sign-in").await.assert_shows("Sign in");
        let mut tx = ground.read().await.unwrap();
        assert_eq!(members::get(&mut tx, lindmoor.id, in_harrow.id).await.unwrap(), None);
        assert_eq!(members::list(&mut tx, harrow.id).await.unwrap().len(), 2);
    });
}

#[test]
fn somebody_is_added_to_a_team_once() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let mira = add(&ground, &team, "Mira Sandholt", Some(Role::Member), false).await;
        let again = add_member(&ground, team.id, person("mira sandholt", None, true), jonas.actor()).await;
        assert!(matches!(again, Err(Refused::ToMend { field: "address", .. })));
        let mut tx = ground.read().await.unwrap();
        let told = events::of(&mut tx, team.id, mira.id).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].payload, serde_json::json!({ "role": "member", "is_administrator": false }));
    });
}

#[test]
fn a_token_opens_its_scopes_in_its_team_until_it_ends() {
    story(|ground| async move {
        let (team, jonas) = found(&ground, lindmoor()).await.unwrap();
        let make = |scopes| make_token(&ground, team.id, "CRM", scopes, at("2027-01-01T00:00Z"), jonas.actor());
        let (reading, writing) =
            (make(&[Scope::TakeIn, Scope::Read]).await.unwrap(), make(&[Scope::TakeIn]).await.unwrap());
        let ask = async |text: String| {
            let request = Request::get("/api/v1/requests").header("authorization", text);
            Browser::before(&ground).send(request, String::new()).await
        };
        let bearer = |token: &str| format!("Bearer {token}");
        assert_eq!(ask(bearer(&reading.text)).await.body, team.id.to_string());
        assert_eq!(ask(bearer(&writing.text)).await.status, StatusCode::FORBIDDEN);
        for wrong in [bearer("ow_0123"), format!("Basic {}", reading.text), reading.text.clone(), String::new()] {
            assert_eq!(ask(wrong.clone()).await.status, StatusCode::UNAUTHORIZED, "{wrong}");
        }
        let (_, ines) = found(&ground, harrow()).await.unwrap();
        let others = end_token(&ground, ines.team, reading.record.id, ines.actor()).await;
        assert!(matches!(others, Err(Refused::Unknown)), "another team's token is not found");
        end_token(&ground, team.id, reading.record.id, jonas.actor()).await.unwrap();
        assert_eq!(ask(bearer(&reading.text)).await.status, StatusCode::UNAUTHORIZED, "it was taken back");
        ground.set("2027-01-01T00:00:00Z");
        assert_eq!(ask(bearer(&writing.text)).await.status, StatusCode::UNAUTHORIZED, "it has ended");
        let past = make(&[Scope::Read]).await;
        assert!(matches!(past, Err(Refused::ToMend { field: "expires", .. })));
    });
}
