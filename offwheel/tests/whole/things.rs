//! One of everything that a team can have, with words that nobody else may read.

use blocks::{BlockKey, Rhythm};
use ground::{Actor, Ground, TeamId, links, outbox};
use jiff::civil::{Time, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use options::Way;
use requests::{Arrived, Ask, Channel, Disposition, FileIn};

use crate::routes::Route;

/// The ids of what a team has.
pub struct Things {
    team: TeamId,
    slug: String,
    label: String,
    request: String,
    with_options: String,
    promise: String,
    letter: String,
    attachment: String,
    tray: [String; 3],
    pattern: String,
    planned: [String; 2],
    reserved: String,
    feed: String,
    absence: String,
    business: Business,
    decision: String,
    /// The token of the private page of the request.
    pub link: String,
    /// The same of the request with options.
    pub link_to_options: String,
    made_at: Timestamp,
    place: i8,
}

impl Things {
    /// Makes them. `place` keeps the blocks of several sets apart; `secret` stands in all words.
    pub async fn make(ground: &Ground, slug: &str, place: i8, secret: &str) -> Self {
        let team = team::teams::by_slug(&mut ground.read().await.unwrap(), slug).await.unwrap().unwrap();
        let lead = team::members::list(&mut ground.read().await.unwrap(), team.id).await.unwrap().remove(0);
        let now = ground.now();
        let (request, label, link) = ask(ground, team.id, secret).await;
        let (with_options, _, link_to_options) = ask(ground, team.id, secret).await;
        let mut tx = ground.begin().await.unwrap();
        let ways = ["One day", "Two days"].map(|title| Way {
            title: title.to_owned(),
            what: format!("{title} {secret}"),
            ..Way::default()
        });
        options::lay_out(&mut tx, team.id, with_options, ways.to_vec(), None, Actor::Machine("test")).await.unwrap();
        tx.commit().await.unwrap();
        let mut tray = Vec::new();
        for number in 0..3 {
            tray.push(waiting(ground, team.id, secret, &format!("{place}-{number}")).await);
        }
        let hour = |hours: i64| now.checked_add(SignedDuration::from_hours(hours)).unwrap();
        let reserved = blocks::reserve(ground, &lead, hour(1 + 2 * i64::from(place)), 30).await.unwrap();
        let rhythm = Rhythm::weekly(weekday(now), Time::constant(9 + place, 0, 0, 0));
        let workers = team::members::list(&mut ground.read().await.unwrap(), team.id).await.unwrap();
        let workers = workers.iter().filter(|member| member.may(team::Right::Work)).map(|member| member.id);
        let all = blocks::Holders::of(workers);
        let pattern = blocks::reserve_pattern_for(ground, &lead, rhythm, all).await.unwrap();
        let shows = blocks::Shows::Team { names_requests: true };
        let feed = blocks::make_feed(ground, &lead, secret, shows).await.unwrap().id.to_string();
        let business = Business::make(ground, &lead, secret).await;
        look_for_the_cause(ground, &lead, request, secret).await;
        let away = now.to_zoned_datetime(TimeZone::UTC).date().saturating_add(40.days());
        let away = team::Away { member: lead.id, from_on: away, until_on: away, why: Some(secret.to_owned()) };
        let absence = team::be_away(ground, &lead, away).await.unwrap().id.to_string();
        let mut tx = ground.read().await.unwrap();
        let coming = blocks::coming(&mut tx, team.id, now, 60).await.unwrap();
        let planned: Vec<String> = coming
            .iter()
            .filter(|block| matches!(block.key, BlockKey::Planned(id, _) if id == pattern.id))
            .map(|block| block.key.to_string())
            .collect();
        let decision = decisions::about(&mut tx, team.id, request.uuid()).await.unwrap().remove(0).id.to_string();
        let promise = promises::of_request(&mut tx, team.id, request.uuid()).await.unwrap().remove(0).id;
        let letter = outbox::of_thread(&mut tx, team.id, request.uuid()).await.unwrap().remove(0).id;
        let attachment = requests::readings::attachments(&mut tx, team.id, request).await.unwrap().remove(0).id;
        Self {
            team: team.id,
            slug: slug.to_owned(),
            label,
            request: request.to_string(),
            with_options: with_options.to_string(),
            promise: promise.to_string(),
            letter: letter.to_string(),
            attachment: attachment.to_string(),
            tray: tray.try_into().unwrap(),
            pattern: pattern.id.to_string(),
            planned: [planned[0].clone(), planned[1].clone()],
            reserved: reserved.key.to_string(),
            feed,
            absence,
            business,
            decision,
            link,
            link_to_options,
            made_at: now,
            place,
        }
    }

    /// When they were made.
    pub fn made_at(&self) -> Timestamp {
        self.made_at
    }

    /// The id of the request.
    pub fn request(&self) -> &str {
        &self.request
    }

    /// The id of the request with options.
    pub fn with_options(&self) -> &str {
        &self.with_options
    }

    /// The number of the request, as people write it.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The id of the goal.
    pub fn goal(&self) -> &str {
        &self.business.goal
    }

    /// The address of a route with these ids in it.
    pub fn path(&self, route: &Route) -> String {
        let place = route.path.strip_prefix("/api/v1").unwrap_or(route.path);
        let id = match place.split('/').nth(1).unwrap() {
            "requests" if route.path.ends_with("/choice") => &self.with_options,
            "requests" => &self.request,
            "business" => self.business.id(place.trim_start_matches("/business")),
            "goals" | "steps" | "metrics" | "questions" | "clues" => self.business.id(place),
            "decisions" => &self.decision,
            "promises" => &self.promise,
            "outgoing" | "letters" => &self.letter,
            "absences" => &self.absence,
            "attachments" | "s" => &self.attachment,
            "settings" | "me" => &self.feed,
            "tray" if route.path.ends_with("/joining") => &self.tray[0],
            "tray" if route.path.ends_with("/setting-aside") => &self.tray[1],
            "tray" => &self.tray[2],
            _ => &self.pattern,
        };
        let key = match route.path.rsplit('/').next().unwrap() {
            "move" => &self.planned[0],
            "skip" => &self.planned[1],
            _ => &self.reserved,
        };
        let token = if route.path.contains("/options") { &self.link_to_options } else { &self.link };
        let path = route
            .path
            .replace("{id}", id)
            .replace("{key}", key)
            .replace("{n}", "1")
            .replace("{element}", "outcome")
            .replace("{slug}", &self.slug);
        if route.path.starts_with("/s/") { path.replace("{token}", token) } else { path }
    }

    /// A text of a form with these ids and fitting times in it. `versions` are those of draft and note, as their pages show them.
    pub fn text(&self, text: &str, versions: (&str, &str)) -> String {
        let local = |days: i64, hour: i8| {
            let at = self.made_at.checked_add(SignedDuration::from_hours(days * 24)).unwrap();
            let day = at.to_zoned_datetime(TimeZone::get("Europe/Berlin").unwrap()).date();
            format!("{day}T{:02}:30", hour + self.place)
        };
        let later = self.made_at.checked_add(SignedDuration::from_hours(20 * 24)).unwrap();
        let weekday = format!("{:?}", weekday(self.made_at)).to_lowercase();
        text.replace("{request}", &self.request)
            .replace("{label}", &self.label)
            .replace("{goal}", &self.business.goal)
            .replace("{team}", &self.team.to_string())
            .replace("{later}", &later.to_string())
            .replace("{past}", &local(-1, 9))
            .replace("{free}", &local(4, 5))
            .replace("{moved}", &local(9, 5))
            .replace("{unique}", &self.place.to_string())
            .replace("{weekday}", &weekday)
            .replace("{draft}", versions.0)
            .replace("{note}", versions.1)
    }
}

/// An answer about what lies behind a request, a decision otherwise, questions to the stakeholder, and what is added to the order.
async fn look_for_the_cause(ground: &Ground, lead: &team::Member, request: requests::RequestId, secret: &str) {
    let by = diagnosis::By::from(lead);
    let parts = diagnosis::Parts::of(method::Question::Tools, [("answer", "missing"), ("words", secret)]);
    let evidence = method::Evidence::Counted;
    diagnosis::answer(ground, &by, request, method::Question::Tools, &parts, evidence, 0).await.unwrap();
    let driver = decisions::Driver::Anecdote;
    let train = diagnosis::Otherwise { recommendation: method::Recommendation::Train, why: secret, driver };
    diagnosis::decide(ground, &by, request, Some(train)).await.unwrap();
    let asked = [method::Question::CouldToday, method::Question::Consequences];
    diagnosis::send_questions(ground, &by, request, &asked, secret).await.unwrap();
    let measure = answers::Value::words(secret);
    answers::fill(ground, &by, request, answers::Addition::Measure, &measure, 0).await.unwrap();
    answers::ask_additions(ground, &by, request, &[answers::Addition::Owner], secret).await.unwrap();
}

/// A goal with all that belongs to it.
struct Business {
    goal: String,
    step: String,
    metric: String,
    clue: String,
    question: String,
}

impl Business {
    async fn make(ground: &Ground, lead: &team::Member, secret: &str) -> Self {
        let words = |what: &str| format!("{what} {secret}");
        let file = async || {
            let kept = ground::files::keep(ground, lead.team, secret.as_bytes().to_vec()).await.unwrap();
            Some((words("plan"), kept))
        };
        let goal = business::GoalWords { title: words("Goal"), file: file().await, ..business::GoalWords::default() };
        let goal = business::add_goal(ground, lead.team, lead.actor(), goal).await.unwrap();
        let step = business::StepWords { title: words("Step"), file: file().await, ..business::StepWords::default() };
        let step = business::add_step(ground, lead.team, lead.actor(), goal.id, business::StepKind::Initiative, step)
            .await
            .unwrap();
        let metric = business::MetricWords::new(&words("Metric"), "%", business::Better::Higher);
        let metric = business::add_metric(ground, lead.team, lead.actor(), metric).await.unwrap();
        let on = jiff::civil::date(2026, 1, 5);
        let reading = business::NewReading { on, value: 7.0, source: secret.to_owned(), corrects: false };
        business::enter(ground, lead.team, lead.actor(), metric.id, &[reading], on).await.unwrap();
        let question = business::NewQuestion { words: words("Question"), ..business::NewQuestion::default() };
        let question = business::ask(ground, lead.team, lead.actor(), question).await.unwrap();
        let mut tx = ground.begin().await.unwrap();
        let about = business::About::default();
        // The same line of a day is one clue, and each set has its own.
        let line = words(&format!("Clue beside {}", goal.id));
        let clue = business::note_clue(&mut tx, lead.team, lead.actor(), &line, secret, about).await.unwrap();
        tx.commit().await.unwrap();
        Self {
            goal: goal.id.to_string(),
            step: step.id.to_string(),
            metric: metric.id.to_string(),
            clue: clue.id.to_string(),
            question: question.id.to_string(),
        }
    }

    fn id(&self, path: &str) -> &str {
        match path.split('/').nth(1).unwrap_or_default() {
            "steps" => &self.step,
            "metrics" => &self.metric,
            "clues" => &self.clue,
            "questions" => &self.question,
            _ => &self.goal,
        }
    }
}

/// A working day that is neither today nor tomorrow.
fn weekday(now: Timestamp) -> Weekday {
    let mut day = now.to_zoned_datetime(TimeZone::UTC).date().weekday().wrapping_add(2);
    while matches!(day, Weekday::Saturday | Weekday::Sunday) {
        day = day.next();
    }
    day
}

async fn ask(ground: &Ground, team: TeamId, secret: &str) -> (requests::RequestId, String, String) {
    let mut ask = Ask::new(Channel::Manual, "karin@customer.example", &format!("Words: {secret}."), ground.now());
    ask.from_name = Some(format!("Karin {secret}"));
    ask.subject = Some(format!("About {secret}"));
    let file = FileIn {
        name: format!("{secret}.pdf"),
        media_type: "application/pdf".to_owned(),
        content: secret.as_bytes().to_vec(),
    };
    ask.files = vec![file];
    let receipt = requests::take_in(ground, team, Actor::Machine("test"), ask).await.unwrap();
    let mut tx = ground.read().await.unwrap();
    let link = links::to(&mut tx, team, "request", receipt.request).await.unwrap().unwrap();
    (receipt.request, receipt.label, link.token(ground.secret()))
}

async fn waiting(ground: &Ground, team: TeamId, secret: &str, key: &str) -> String {
    let letter = Arrived {
        disposition: Disposition::Tray {
            reason: "machine".to_owned(),
            why: "A machine wrote it.".to_owned(),
            from_address: "robot@customer.example".to_owned(),
            from_name: String::new(),
            subject: format!("Robot {secret}"),
            words: secret.to_owned(),
        },
        entry_key: key.to_owned(),
        message_id: None,
        arrived_at: ground.now(),
        raw: None,
        size_bytes: 10,
        place: None,
    };
    requests::arrive(ground, team, letter).await.unwrap();
    let mut tx = ground.read().await.unwrap();
    let row = tx.query_one("select id from tray where team_id = $1 order by id desc limit 1", (team,)).await.unwrap();
    row.get(0).unwrap()
}
