//! What a stakeholder says about an order on their private page: phone first, without script, and it flows back to the team.

use answers::{Addition, By, Standing, part};

use super::*;

impl Story {
    async fn asks_for(&self, request: RequestId, additions: &[Addition]) {
        answers::ask_additions(&self.ground, &By::from(&self.who), request, additions, "").await.unwrap();
    }

    async fn standing(&self, request: RequestId, addition: Addition) -> Standing {
        let mut tx = self.ground.read().await.unwrap();
        let upgrade = answers::upgrade_of(&mut tx, self.team.id, request).await.unwrap().unwrap();
        upgrade.element(addition).unwrap().standing.clone()
    }
}

#[test]
fn three_questions_about_an_order_are_answered_on_a_phone_and_flow_back() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        let (request, by) = (receipt.request, By::from(&story.who));
        let ready_on = "2026-12-11".parse().ok();
        answers::set_order(&story.ground, &by, request, ready_on, "", 0).await.unwrap();
        story.asks_for(request, &[Addition::Measure, Addition::Owner, Addition::FollowUp]).await;
        let additions = format!("{path}/additions/1");
        let mut karin = story.browser();
        karin.get(&path).await.assert_shows(&format!("href=\"{additions}\""));
        let page = karin.get(&additions).await;
        for words in [
            "Three questions, Karin",
            "Which number would make you say it worked, and where is it counted?",
            "If you leave it open: We take it that it is you.",
            "Yes, Monday 25 January 2027",
        ] {
            page.assert_shows(words);
        }
        page.assert_hides(" checked");
        page.assert_shows("value=\"2027-01-25\"");
        // It is ready later than it was when they opened the page: they said yes to the day that they saw.
        let ready_on = "2026-12-18".parse().ok();
        answers::set_order(&story.ground, &by, request, ready_on, "", 1).await.unwrap();
        let said = [
            ("measure", "Wrong <values>"),
            ("measure-source", "Monday report"),
            ("follow-up", "2027-01-25"),
            ("outcome", "nobody asked this"),
        ];
        for _ in 0..2 {
            let answer = karin.post(&additions, &said).await;
            let expected = (StatusCode::SEE_OTHER, format!("{additions}/thanks"));
            assert_eq!((answer.status, answer.leads_to().to_owned()), expected);
        }
        let thanks = karin.get(&format!("{additions}/thanks")).await;
        for words in [
            "Thank you, Karin.",
            "Your two answers are with the team. The other question stays open; that is fine.",
            "Wrong &lt;values&gt;",
            "left open: We take it that it is you.",
        ] {
            thanks.assert_shows(words);
        }
        let Standing::Answered(measure) = story.standing(request, Addition::Measure).await else { panic!() };
        assert_eq!((measure.value.text(part::SOURCE), measure.version), ("Monday report", 1));
        let Standing::Answered(day) = story.standing(request, Addition::FollowUp).await else { panic!() };
        assert_eq!(day.value.text(part::ON), "2027-01-25");
        assert_eq!(story.standing(request, Addition::Outcome).await, Standing::Empty, "it was not asked");
        let status = karin.get(&path).await;
        assert_eq!(status.body.matches("Wrong &lt;values&gt;").count(), 1, "it joined the conversation, once");
        let page = karin.get(&additions).await;
        page.assert_shows("Yes, Monday 1 February 2027");
        page.assert_shows("value=\"other\" checked");
        page.assert_shows("value=\"2027-01-25\"");
        karin.post(&additions, &[("follow-up", "2027-02-01")]).await;
        karin.get(&additions).await.assert_shows("value=\"2027-02-01\" checked");

        let long = "x".repeat(5_001);
        let answer = karin.post(&additions, &[("owner", long.as_str())]).await;
        assert_status(&answer, StatusCode::UNPROCESSABLE_ENTITY);
        answer.assert_shows(&long);
    });
}

#[test]
fn questions_about_an_order_open_by_its_own_link_alone_and_stand_when_it_is_over() {
    story(|story| async move {
        let (receipt, path) = story.karin_s().await;
        story.asks_for(receipt.request, &[Addition::Owner]).await;
        let (_, other) = story.asked_by("pavel.drost@lindmoor.example", "A course, please.").await;
        let mut visitor = story.browser();
        for wrong in ["/additions/1", "/additions/1/thanks"].map(|below| format!("{other}{below}")) {
            assert_status(&visitor.get(&wrong).await, StatusCode::NOT_FOUND);
        }
        for wrong in [format!("{path}/additions/2"), format!("{path}/additions/x"), format!("{other}/additions/1")] {
            assert_status(&visitor.post(&wrong, &[("owner", "Pavel")]).await, StatusCode::NOT_FOUND);
        }
        let (team, actor) = (story.team.id, story.who.actor());
        requests::stand::withdraw(&story.ground, team, receipt.request, actor).await.unwrap();
        let page = visitor.get(&format!("{path}/additions/1")).await;
        assert_eq!(page.leads_to(), format!("{path}/additions/1/thanks"));
        visitor.get(&format!("{path}/additions/1/thanks")).await.assert_shows("This request is over");
        assert!(!visitor.get(&path).await.body.contains("/additions/1"), "nothing waits any more");
    });
}
