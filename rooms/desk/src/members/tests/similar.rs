use answers::{Base, Kind, Outside, OutsideWhy, Where, Written};
use diagnosis::{By, Parts};
use jiff::SignedDuration;
use method::{Cause, Evidence, Question};
use requests::{State, conversation, stand};

use super::*;

/// Answers outside a block, as somebody would who is at the phone.
async fn answers_with(story: &Story, request: RequestId, kind: Kind, typed: &[(&str, &str)]) {
    let typed = typed.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    let written = Written { kind: Some(kind), typed };
    let first = Base { answers: 0, version: 0 };
    let draft = answers::keep(&story.ground, &story.jonas, request, &written, first).await.unwrap();
    let base = Base { answers: 0, version: draft.kept.version };
    let place = Where::Outside(Outside { why: OutsideWhy::TheyStandBesideMe, words: String::new() });
    answers::send(&story.ground, &story.jonas, request, base, &place).await.unwrap();
}

const PROCESS: [(Question, &str, Evidence); 3] = [
    (Question::CouldToday, "most_could", Evidence::Counted),
    (Question::Process, "many_obstacles", Evidence::Counted),
    (Question::Consequences, "right_costs", Evidence::SeveralPeople),
];

async fn looked_into(ground: &Ground, who: &Member, request: RequestId) {
    for (question, word, evidence) in PROCESS {
        let parts = Parts::of(question, [("answer", word)]);
        diagnosis::answer(ground, &By::from(who), request, question, &parts, evidence, 0).await.unwrap();
    }
}

#[test]
fn what_came_of_similar_requests_stands_on_the_page_of_a_request() {
    story(|story| async move {
        let logs = story.asks("Sofia Brandel", "Logging calls in the CRM goes wrong, a refresher please.").await;
        looked_into(&story.ground, &story.jonas, logs.request).await;
        let typed = [
            ("observed", "Two required fields stopped the clerks."),
            ("proposals", "Drop the two fields\nLook again in May"),
            ("next", "Let us drop them on Monday."),
        ];
        answers_with(&story, logs.request, Kind::NotTrainingBut, &typed).await;
        let by = By::from(&story.jonas);
        let note = "Complete logs rose from 74 to 93 %";
        diagnosis::review(&story.ground, &by, logs.request, &[Cause::Process], note).await.unwrap();
        let gone = story.asks("Karin Oldsted", "A CRM refresher for adjudicators.").await;
        stand::withdraw(&story.ground, story.jonas.team, gone.request, story.jonas.actor()).await.unwrap();
        let spam = story.asks("Karin Oldsted", "CRM refresher, buy now.").await;
        stand::mark_spam(&story.ground, story.jonas.team, spam.request, story.jonas.actor()).await.unwrap();
        story.asks("Karin Oldsted", "Ladders for the depot.").await;
        let other = found(&story.ground, "brightwater", "Learning at Brightwater", "B").await;
        asks(&story.ground, &other, "Ben Ruhl", "CRM refresher, call logging.", story.ground.now()).await;

        let ben = story.asks("Ben Ruhl", "CRM refresher for my account managers, they log calls badly.").await;
        let mut jonas = story.jonas().await;
        let page = jonas.opens(&format!("/requests/{}", ben.request)).await;
        page.assert_shows("Similar requests")
            .assert_shows("found by words and unit")
            .assert_shows("Two required fields stopped the clerks. Drop the two fields.")
            .assert_shows(
                "What it was in the end: steps, handoffs or rules get in the way. Complete logs rose from 74 to 93 %.",
            )
            .assert_shows("not training, but")
            .assert_shows("It was withdrawn before it was answered.")
            .assert_shows("How they are found")
            .assert_hides("Ladders")
            .assert_hides("buy now")
            .assert_hides("B-1");
        assert!(
            page.links_to(&format!("/requests/{}", logs.request))
                && page.links_to(&format!("/requests/{}", gone.request))
        );
        let ladders = jonas.opens("/requests?unit=motor").await.link("Ladders for the depot").unwrap();
        jonas.opens(&ladders).await.assert_hides("Similar requests");
    });
}

#[test]
fn a_likely_twin_is_shown_once_before_a_request_is_taken_in() {
    story(|story| async move {
        let known = story.asks("Karin Oldsted", "Training for adjudicators on the new total-loss rule.").await;
        let form = |extra: &[(&'static str, &str)]| {
            let mut form = vec![
                ("who", "Luca Ferrant, luca.ferrant@lindmoor.example".to_owned()),
                ("words", "The adjudicators need training on the total-loss rule".to_owned()),
                ("when", "Wednesday 25 November, 10:00".to_owned()),
                ("key", "one form".to_owned()),
            ];
            form.extend(extra.iter().map(|(name, value)| (*name, (*value).to_owned())));
            form
        };
        fn pairs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
            form.iter().map(|(name, value)| (*name, value.as_str())).collect()
        }
        let mut jonas = story.jonas().await;
        let typed = jonas.post("/requests/new/preview", &pairs(&form(&[]))).await;
        typed
            .assert_shows("Something like it was asked before")
            .assert_shows("from Karin Oldsted, Motor Claims, R-1. It waits for its answer.")
            .assert_hides("Add to R-1 instead");
        assert_eq!(typed.hidden("seen"), known.request.to_string());

        let stopped = jonas.post("/requests/new", &pairs(&form(&[]))).await;
        assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY);
        stopped
            .assert_shows("Not taken in yet.")
            .assert_shows("from Karin Oldsted, Motor Claims, R-1.")
            .assert_shows("The adjudicators need training on the total-loss rule");
        assert_eq!(jonas.opens("/requests?state=all").await.requests(), [known.request]);
        let seen = stopped.hidden("seen");
        let taken = jonas.does("/requests/new", &pairs(&form(&[("seen", &seen)]))).await;
        taken.assert_shows("Taken in as R-2.");
        let again = jonas.does("/requests/new", &pairs(&form(&[("seen", &seen)]))).await;
        again.assert_shows("This was taken in before, as R-2.");

        // What is over is told of, and stops nobody.
        let other = "A course on ladders for the depot";
        let ladders = story.asks("Karin Oldsted", other).await;
        story.answered(ladders.request, State::Closed).await;
        let mut ladders = form(&[]);
        ladders.retain(|(name, _)| *name != "words" && *name != "key");
        ladders.push(("words", other.to_owned()));
        jonas.post("/requests/new/preview", &pairs(&ladders)).await.assert_shows("R-3. It was answered.");
        jonas.does("/requests/new", &pairs(&ladders)).await.assert_shows("Taken in as R-4.");
    });
}

#[test]
fn what_is_added_for_somebody_are_their_words_and_the_member_s_deed() {
    story(|story| async move {
        let known = story.asks("Luca Ferrant", "Something on the fleet tariff, what changes.").await;
        let mut jonas = story.jonas().await;
        let form = [
            ("who", "Luca Ferrant"),
            ("words", "The fleet tariff again: what changes for brokers?"),
            ("when", "Wednesday 25 November, 10:00"),
            ("where", "in person"),
        ];
        let mut shown = form.to_vec();
        shown.push(("then", "show"));
        let shown = jonas.post("/requests/new", &shown).await;
        shown.assert_shows("Looks like one that is waiting").assert_shows("Add to R-1 instead");
        shown.assert_hides("Something like it was asked before");
        let id = known.request.to_string();
        let mut joined = form.to_vec();
        joined.push(("join", &id));
        let page = jonas.does("/requests/new", &joined).await;
        page.assert_shows("Added to R-1.")
            .assert_shows("what changes for brokers?")
            .assert_shows("Jonas Feldt added to the conversation")
            .assert_shows("Asked in person.")
            .assert_hides("Luca Ferrant added to the conversation");
    });
}

/// What ten people ask for, one after another.
const WISHES: [&str; 10] = [
    "CRM refresher for account managers",
    "Negotiation course for buyers",
    "CRM refresher for the new account managers",
    "Ladder safety for the depot",
    "Negotiation course for buyers and planners",
    "Excel for controllers",
    "Data protection for trainees",
    "Negotiation clinic for key account managers",
    "Data protection for the service desk",
    "Feedback for team leads",
];

struct World {
    jonas: Member,
    browser: Browser,
    asked: Vec<RequestId>,
}

impl World {
    async fn made(ground: &Ground, slug: &str, prefix: &str, word: impl Fn(usize, &str) -> String) -> Self {
        let jonas = found(ground, slug, "Learning", prefix).await;
        blocks::reserve_pattern(ground, &jonas, blocks::Rhythm::daily(time(11, 30, 0, 0))).await.unwrap();
        let mut asked = Vec::new();
        for (number, wish) in WISHES.iter().enumerate() {
            let minutes = SignedDuration::from_mins(i64::try_from(number).unwrap());
            let name = format!("{} Person", ["Ben", "Karin", "Sofia", "Luca"][number % 4]);
            asked.push(asks(ground, &jonas, &name, &word(number, wish), at("25 09:00") + minutes).await.request);
        }
        let browser = Browser::signed_in(ground, &jonas.address).await;
        Self { jonas, browser, asked }
    }

    /// The wishes in the order in which a page says them first.
    async fn said_in(&mut self, path: &str) -> Vec<usize> {
        let text = self.browser.opens(path).await.text();
        let mut said: Vec<(usize, usize)> =
            WISHES.iter().enumerate().filter_map(|(number, wish)| Some((text.find(wish)?, number))).collect();
        said.sort_unstable();
        said.into_iter().map(|(_, number)| number).collect()
    }

    /// The requests of a page by the order in which they were asked for.
    async fn order(&mut self, path: &str) -> Vec<usize> {
        let shown = self.browser.opens(path).await.requests();
        shown.iter().filter_map(|id| self.asked.iter().position(|asked| asked == id)).collect()
    }
}

/// Two teams are asked for the same things at the same time: the one calmly; the other urgently, again and again, by people of rank.
#[test]
fn urgency_rank_and_asking_again_change_no_order_of_any_list() {
    story(|story| async move {
        let ground = &story.ground;
        story.at("25 09:30");
        let mut calm = World::made(ground, "calm", "C", |_, wish| wish.to_owned()).await;
        let mut pressed = World::made(ground, "pressed", "P", |number, wish| match number % 3 {
            0 => format!("{wish}, URGENT!!! ASAP"),
            1 => format!("{wish}. Deadline today, escalation to the CEO at the latest tomorrow"),
            _ => wish.to_owned(),
        })
        .await;
        for (number, id) in pressed.asked.iter().enumerate().filter(|(number, _)| number % 3 != 2) {
            let mut tx = ground.begin().await.unwrap();
            let request = requests::readings::find(&mut tx, pressed.jonas.team, *id).await.unwrap().unwrap();
            let person = team::stakeholders::get(&mut tx, pressed.jonas.team, request.stakeholder).await.unwrap();
            let mut person = person.unwrap();
            person.position = Some("Chief Executive Officer".to_owned());
            team::stakeholders::describe(&mut tx, &person).await.unwrap();
            tx.commit().await.unwrap();
            for again in 0..=number {
                let words = format!("Any news? It is urgent, number {again}");
                conversation::add(ground, &person, *id, &words, Vec::new()).await.unwrap();
            }
        }
        for path in [
            "/requests",
            "/requests?order=received",
            "/requests?state=parked",
            "/requests?state=parked&order=promise",
            "/requests?state=all",
            "/requests?unit=account",
            "/desk",
        ] {
            let order = calm.order(path).await;
            assert!(order.len() > 2, "{path} shows nothing: {order:?}");
            assert_eq!(pressed.order(path).await, order, "{path}");
        }
        let agendas = calm.said_in("/blocks").await;
        assert!(agendas.len() > 2, "{agendas:?}");
        assert_eq!(pressed.said_in("/blocks").await, agendas);

        let mut tx = ground.read().await.unwrap();
        let mut told = 0;
        for (one, other) in calm.asked.iter().zip(&pressed.asked) {
            let calm_found = requests::readings::similar(&mut tx, calm.jonas.team, *one).await.unwrap();
            let pressed_found = requests::readings::similar(&mut tx, pressed.jonas.team, *other).await.unwrap();
            let numbers = |found: &[requests::Similar]| found.iter().map(|one| one.request.number).collect::<Vec<_>>();
            assert_eq!(numbers(&pressed_found), numbers(&calm_found));
            told += calm_found.len();
        }
        assert!(told > 5, "some of these wishes are alike");
        drop(tx);

        for world in [&calm, &pressed] {
            looked_into(ground, &world.jonas, world.asked[0]).await;
        }
        let mut tx = ground.read().await.unwrap();
        let calm_case = diagnosis::readings::case(&mut tx, calm.jonas.team, calm.asked[0]).await.unwrap().found();
        let pressed_case =
            diagnosis::readings::case(&mut tx, pressed.jonas.team, pressed.asked[0]).await.unwrap().found();
        assert_eq!(pressed_case, calm_case, "the causes, their order and what is recommended");
    });
}
