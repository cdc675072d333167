//! Does what happens in the story, by the rooms' own acts.

use std::collections::HashMap;

use answers::scheduled::{self, Fate};
use answers::{Base, Outside, Value, Where, Written};
use anyhow::{Context, bail};
use blocks::{BlockKey, Holders};
use decisions::NewDecision;
use ground::outbox::{self, Letter};
use ground::{Actor, Clock, Ground};
use jiff::{SignedDuration, Timestamp};
use options::NewChoice;
use promises::{By, MoveId, NewTime};
use requests::acts::arrive::Became;
use requests::conversation::{self, Reply};
use requests::{
    Arrived, Ask, Author, Channel, Disposition, EmergencyKind, FileIn, RequestId, State, TrayId, readings, stand,
};
use sessions::{Field, Of, Thoughts, Typing, Wanted};
use team::{Member, Stakeholder};
use web::when::When;

use super::business::learn;
use super::cast::{self, Cast};
use super::days::{BLOCK_MINUTES, Days};
use super::diagnoses::look;
use super::post;
use super::script::{Act, Answering, Decided, Door, Episode, Moment, Note, Person, Script, Turn};
use super::timeline::Happening;
use super::tray::Item;

/// Where the story stands.
pub struct Stage<'a> {
    ground: Ground,
    clock: Clock,
    days: &'a Days,
    cast: Cast,
    script: &'a Script,
    requests: HashMap<usize, RequestId>,
    moves: HashMap<usize, MoveId>,
    in_tray: HashMap<usize, TrayId>,
    ready: Vec<Wanted>,
    /// The blocks that somebody reserved for themselves, by their day.
    own: HashMap<i32, BlockKey>,
}

impl<'a> Stage<'a> {
    /// A stage on which nothing happened yet. The clock is the ground's own.
    pub fn new(ground: Ground, clock: Clock, days: &'a Days, cast: Cast, script: &'a Script) -> Self {
        let (requests, moves, in_tray) = (HashMap::new(), HashMap::new(), HashMap::new());
        let (ready, own) = (Vec::new(), HashMap::new());
        Self { ground, clock, days, cast, script, requests, moves, in_tray, ready, own }
    }

    /// Something happens, and the letters that tell of it leave.
    pub async fn happen(&mut self, happening: Happening<'_>, at: Timestamp) -> anyhow::Result<()> {
        self.clock.set(at);
        match happening {
            Happening::Turns(day, turn) => self.turn(day, turn).await,
            Happening::Opens(day, by) => {
                let opened = sessions::open(&self.ground, self.cast.member(by)?, self.key(day)?).await;
                opened.map(drop).map_err(Into::into)
            }
            Happening::Closes(day, by) => self.close(day, by).await,
            Happening::LeftOpen(day, by) => self.leave_open(day, by).await,
            Happening::Notes(note, by) => self.note(note, by).await,
            Happening::OwnOpens(day, by) => {
                let opened = sessions::open(&self.ground, self.cast.member(by)?, self.own(day)?).await;
                opened.map(drop).map_err(Into::into)
            }
            Happening::OwnCloses(day, by, decided) => self.close_own(day, by, decided).await,
            Happening::GoesOut(number) => self.go_out(number).await,
            Happening::Comes(number, episode) => self.come(number, episode).await,
            Happening::Taken(number, episode) => self.take(number, episode).await,
            Happening::Acts(number, act, when) => self.act(number, act, when).await,
            Happening::Lies(number, item) => self.lie(number, item).await,
            Happening::SetAside(number, item) => self.set_aside(number, item).await,
            Happening::Learned(lesson) => learn(&self.ground, &self.cast, self.days, lesson).await,
            Happening::OwnHour => cast::reserve_own_hour(&self.ground, &self.cast, self.days).await,
            Happening::Away(away) => cast::be_away(&self.ground, &self.cast, self.days, away).await,
            Happening::Looked(at) => look(&self.ground, &self.cast, at).await,
            Happening::ReckonedAnew => cast::reckon_anew(&self.ground, &self.cast, self.days).await,
        }?;
        self.deliver(at).await
    }

    fn person(&self, key: &str) -> anyhow::Result<&'a Person> {
        self.script.people.iter().find(|person| person.key == key).with_context(|| format!("nobody is called “{key}”"))
    }

    fn episode(&self, number: usize) -> anyhow::Result<&'a Episode> {
        self.script.episodes.get(number).context("there is no such episode")
    }

    fn request(&self, number: usize) -> anyhow::Result<RequestId> {
        self.requests.get(&number).copied().context("this was never taken in")
    }

    async fn stakeholder(&self, number: usize) -> anyhow::Result<Stakeholder> {
        let person = self.person(self.episode(number)?.who)?;
        let mut tx = self.ground.read().await?;
        let known = team::stakeholders::by_address(&mut tx, self.cast.team, &person.address).await?;
        known.context("nobody has met them yet")
    }

    fn key(&self, day: i32) -> anyhow::Result<BlockKey> {
        Ok(BlockKey::Planned(self.cast.pattern.id, self.days.date(day)?))
    }

    async fn turn(&mut self, day: i32, turn: Turn) -> anyhow::Result<()> {
        let (host, key) = (self.cast.member("ruth")?, self.key(day)?);
        match turn {
            Turn::Skip(why) => blocks::skip(&self.ground, host, key, why).await.map(drop)?,
            Turn::Move(to) => blocks::move_to(&self.ground, host, key, self.days.at(day, to)?).await.map(drop)?,
            Turn::LeftOpen(at) => {
                blocks::reserve(&self.ground, host, self.days.at(day, at)?, BLOCK_MINUTES).await.map(drop)?;
            }
            Turn::Own(at, who, _) => {
                let who = self.cast.member(who)?;
                let (starts_at, holders) = (self.days.at(day, at)?, Holders::only(who.id));
                let own = blocks::reserve_for(&self.ground, who, starts_at, BLOCK_MINUTES, holders).await?;
                self.own.insert(day, own.key);
            }
            Turn::Miss => {}
        }
        Ok(())
    }

    fn own(&self, day: i32) -> anyhow::Result<BlockKey> {
        self.own.get(&day).copied().with_context(|| format!("on day {day} nobody reserved time of their own"))
    }

    /// Somebody ends the half hour that they had for themselves: what they decided in it goes into the log.
    async fn close_own(&self, day: i32, by: &str, decided: Decided<'_>) -> anyhow::Result<()> {
        let (by, key) = (self.cast.member(by)?, self.own(day)?);
        self.decide_in(key, by, decided).await?;
        let closed = sessions::close(&self.ground, by, key, &[]).await?;
        closed.block.map(drop).context("their own time was not closed")
    }

    /// Something is typed in the block of a day.
    async fn note(&self, note: Note, by: &str) -> anyhow::Result<()> {
        let source = note.source.map(|source| (Field::Source, self.days.filled(source, note.day)));
        let words = [(note.field, self.days.filled(note.words, note.day))].into_iter().chain(source);
        self.keep(self.key(note.day)?, self.cast.member(by)?, words).await
    }

    /// What was set to go out by now goes out, as the running program does it.
    async fn go_out(&mut self, number: usize) -> anyhow::Result<()> {
        let request = self.request(number)?;
        let ripe = scheduled::ripe(&mut self.ground.read().await?, 8).await?;
        let ripe = ripe.iter().find(|ripe| ripe.request == request).context("nothing was to go out now")?;
        match scheduled::send_ripe(&self.ground, ripe).await? {
            Fate::Sent(_) => Ok(()),
            Fate::Stopped(why) => bail!("it did not go out: {why}"),
            Fate::NotThere => bail!("it was not there any more"),
        }
    }

    /// The session ends: what is ready is sent.
    async fn close(&mut self, day: i32, by: &str) -> anyhow::Result<()> {
        let ready = std::mem::take(&mut self.ready);
        let closed = sessions::close_with(&self.ground, self.cast.member(by)?, self.key(day)?, &ready).await?;
        match closed.refused.into_iter().next() {
            Some((_, why)) => Err(why).context("an answer was not sent"),
            None => Ok(()),
        }
    }

    /// A reserved block is opened, and nobody thinks of closing it.
    async fn leave_open(&self, day: i32, by: &str) -> anyhow::Result<()> {
        let now = self.ground.now();
        let coming = blocks::coming(&mut self.ground.read().await?, self.cast.team, now, 1).await?;
        let reserved = coming.iter().find(|block| block.kind == blocks::Kind::Reserved);
        let key = reserved.with_context(|| format!("no block is reserved on day {day}"))?.key;
        sessions::open(&self.ground, self.cast.member(by)?, key).await?;
        Ok(())
    }

    async fn come(&mut self, number: usize, episode: &Episode) -> anyhow::Result<()> {
        let person = self.person(episode.who)?;
        let now = self.ground.now();
        if !self.script.episodes.iter().take(number).any(|before| before.who == episode.who) {
            cast::introduce(&self.ground, self.cast.team, person).await?;
        }
        let channel = match episode.door {
            Door::Open(channel) => channel,
            Door::Tray => {
                let from = (person.address.as_str(), person.name);
                let item = Item {
                    came: episode.came,
                    why: mail::read::Why::List,
                    from,
                    subject: episode.subject,
                    words: &episode.words,
                    aside: None,
                };
                let id = item.arrive(&self.ground, self.cast.team, number, now).await?;
                self.in_tray.insert(number, id);
                return Ok(());
            }
        };
        let ask = self.asking(channel, person, episode)?;
        let (ground, team) = (&self.ground, self.cast.team);
        let receipt = match channel {
            Channel::Email => return self.come_by_mail(number, ask).await,
            Channel::Portal => requests::take_in(ground, team, Actor::Machine("form"), ask).await?,
            Channel::Manual | Channel::Import => {
                requests::take_in(ground, team, self.cast.member("jonas")?.actor(), ask).await?
            }
            Channel::Api => requests::take_in(ground, team, Actor::Token(self.cast.staff_pages.uuid()), ask).await?,
        };
        self.requests.insert(number, receipt.request);
        Ok(())
    }

    fn asking(&self, channel: Channel, person: &Person, episode: &Episode) -> anyhow::Result<Ask> {
        let mut ask = Ask::new(channel, &person.address, &episode.words, self.ground.now());
        ask.from_name = Some(person.name.to_owned());
        ask.subject = Some(self.days.filled(episode.subject, episode.day)?);
        ask.words = self.days.filled(&episode.words, episode.day)?;
        ask.result = episode.fact("result").map(str::to_owned);
        ask.audience = episode.fact("audience").map(str::to_owned);
        ask.note = episode.fact("note").map(str::to_owned);
        ask.folded = unfolded(episode.fact("fold").unwrap_or_default());
        if let Some(days) = episode.fact("fixed") {
            ask.fixed_on = Some(self.days.date(episode.day + days.parse::<i32>()?)?);
        }
        if let Some((name, content)) = episode.fact("file").and_then(|file| file.split_once(" | ")) {
            let media_type = if name.ends_with(".csv") { "text/csv" } else { "text/plain" };
            let content = unfolded(content).into_bytes();
            ask.files.push(FileIn { name: name.to_owned(), media_type: media_type.to_owned(), content });
        }
        Ok(ask)
    }

    async fn come_by_mail(&mut self, number: usize, mut ask: Ask) -> anyhow::Result<()> {
        let message_id = format!("<note-{number}@mail.lindmoor.example>");
        ask.message_id = Some(message_id.clone());
        ask.door = Some(requests::Door { name: "mail", key: message_id.clone(), content_print: String::new() });
        let name = ask.from_name.clone().unwrap_or_default();
        let subject = ask.subject.clone().unwrap_or_default();
        let raw = post::as_it_came((&ask.from_address, &name), &subject, &ask.words, &message_id, ask.asked_at);
        let arrived = arrived(Disposition::New(Box::new(ask)), message_id, raw, self.ground.now())?;
        let became = requests::arrive(&self.ground, self.cast.team, arrived).await?;
        let Became::Request(receipt) = became else { bail!("this mail became no request") };
        self.requests.insert(number, receipt.request);
        Ok(())
    }

    async fn take(&mut self, number: usize, episode: &Episode) -> anyhow::Result<()> {
        let person = self.person(episode.who)?;
        let by = self.cast.member(episode.fact("taken").context("taken in by whom?")?)?;
        let id = *self.in_tray.get(&number).context("this does not lie in the tray")?;
        let from = (person.address.as_str(), person.name);
        let receipt = requests::tray::take_in(&self.ground, by, id, from, &episode.words).await?;
        self.requests.insert(number, receipt.request);
        Ok(())
    }

    async fn act(&mut self, number: usize, act: &Act, when: Moment) -> anyhow::Result<()> {
        let day = self.episode(number)?.day;
        let (id, team) = (self.request(number)?, self.cast.team);
        let ground = &self.ground;
        match act {
            Act::Answer(answer) => return self.answer(id, day, answer, when).await,
            Act::Reply { words } => return self.reply(number, id, &self.days.filled(words, day)?).await,
            Act::Move { .. } | Act::Agreed | Act::Refused => return self.renegotiate(number, id, day, act).await,
            Act::Choose { way, why } => {
                let sheet =
                    options::of_request(&mut ground.read().await?, team, id).await?.context("no sheet was sent")?;
                let who = self.stakeholder(number).await?;
                let choice = NewChoice { way: *way, why: Some((*why).to_owned()), chosen_by: who.name.clone() };
                options::choose(ground, &who, sheet.id, choice).await?;
            }
            Act::Ask { by, words } => {
                conversation::ask(ground, self.cast.member(by)?, id, &self.days.filled(words, day)?).await?;
            }
            Act::Note { by, words } => {
                conversation::note(ground, self.cast.member(by)?, id, &self.days.filled(words, day)?).await?;
            }
            Act::Think { by, behind, touches } => {
                let thoughts = Thoughts { behind: behind.clone(), touches: touches.clone(), direction: None };
                sessions::keep_note(ground, self.cast.member(by)?, id, &thoughts, 0).await?;
            }
            Act::Aside { by } => conversation::set_aside(ground, self.cast.member(by)?, id).await?,
            Act::Withdraw => {
                let who = Actor::Stakeholder(self.stakeholder(number).await?.id.uuid());
                stand::withdraw(ground, team, id, who).await?;
            }
            Act::Emergency { by, kind, why } => {
                let kinds = readings::kinds_in_force(&mut ground.read().await?, team).await?;
                let is_it =
                    |known: &&EmergencyKind| known.id == *kind || known.word.split(' ').any(|word| word == *kind);
                let named = kinds.iter().find(is_it).with_context(|| format!("“{kind}” was not named in advance"))?;
                sessions::mark_emergency(ground, self.cast.member(by)?, id, &named.id, why).await?;
            }
            Act::NoEmergency { by } => requests::emergencies::take_back(ground, self.cast.member(by)?, id).await?,
            Act::Spam { by } => stand::mark_spam(ground, team, id, self.cast.member(by)?.actor()).await?,
            Act::Decide { by, driver, what, why, review_after } => {
                let (by, why) = (self.cast.member(by)?, self.days.filled(why, day)?);
                let Moment::InBlock(block) = when else { bail!("decided outside a block") };
                if *review_after == 0 {
                    return self.decide_in(self.key(block)?, by, Decided { what, why: &why, driver: *driver }).await;
                }
                let review_on = Some(self.days.date(block + review_after)?);
                let new = NewDecision { about: Some(id.uuid()), review_on, ..NewDecision::new(*what, why, *driver) };
                let mut tx = ground.begin().await?;
                decisions::record(&mut tx, team, by.actor(), new).await?;
                tx.commit().await?;
            }
            Act::Complete { said } => {
                let who = self.stakeholder(number).await?;
                let said: Vec<_> = said.iter().map(|(addition, text)| (*addition, Value::words(text))).collect();
                answers::reply_additions(ground, &who, id, 1, &said).await?;
            }
            Act::Fill { by, said } => {
                let by = answers::By::from(self.cast.member(by)?);
                for (addition, text) in said {
                    answers::fill(ground, &by, id, *addition, &Value::words(text), 0).await?;
                }
            }
            Act::Waive { by, addition, why } => {
                let by = answers::By::from(self.cast.member(by)?);
                answers::waive(ground, &by, id, *addition, why, 0).await?;
            }
            Act::Learn { by, kind, words } => {
                let now = ground.now();
                let promises = promises::of_request(&mut ground.read().await?, team, id.uuid()).await?;
                let broken = promises.iter().find(|promise| promise.state(now) == promises::State::Broken);
                let broken = broken.context("nothing was broken here")?.id;
                promises::note_lesson(ground, self.cast.member(by)?, broken, *kind, words, 0).await?;
            }
            Act::Close => {
                let mut tx = ground.begin().await?;
                stand::to(&mut tx, team, id, State::Closed, self.cast.member("jonas")?.actor()).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// The decision of a block is typed in it, and goes into the log when it is closed.
    async fn decide_in(&self, key: BlockKey, by: &Member, decided: Decided<'_>) -> anyhow::Result<()> {
        let Decided { what, why, driver } = decided;
        let typed = [(Field::What, what), (Field::Why, why), (Field::Driver, driver.as_str())];
        self.keep(key, by, typed.map(|(field, words)| (field, Ok(words.to_owned())))).await
    }

    async fn keep(
        &self,
        key: BlockKey,
        by: &Member,
        words: impl IntoIterator<Item = (Field, anyhow::Result<String>)>,
    ) -> anyhow::Result<()> {
        let mut typed = Vec::new();
        for (field, words) in words {
            typed.push(Typing { field, words: words?, base: 0, is_as_loaded: false });
        }
        Ok(sessions::keep(&self.ground, by, Some(key), Of::Block(key), &typed).await?)
    }

    async fn reply(&self, number: usize, id: RequestId, words: &str) -> anyhow::Result<()> {
        let who = self.stakeholder(number).await?;
        if self.episode(number)?.door != Door::Open(Channel::Email) {
            return Ok(conversation::add(&self.ground, &who, id, words, Vec::new()).await?);
        }
        let at = self.ground.now();
        let message_id = format!("<reply-{number}-{}@mail.lindmoor.example>", at.as_second());
        let subject = format!("Re: {}", self.episode(number)?.subject);
        let raw = post::as_it_came((&who.address, &who.name), &subject, words, &message_id, at);
        let reply = Reply {
            author: Author::Stakeholder,
            author_name: who.name.clone(),
            words: words.to_owned(),
            folded: String::new(),
            forwarded: String::new(),
            files: Vec::new(),
            message_id: Some(message_id.clone()),
            at,
        };
        let joins = Disposition::Joins { request: id, reply: Box::new(reply), from_address: Some(who.address) };
        requests::arrive(&self.ground, self.cast.team, arrived(joins, message_id, raw, at)?).await?;
        Ok(())
    }

    async fn renegotiate(&mut self, number: usize, id: RequestId, day: i32, act: &Act) -> anyhow::Result<()> {
        let (ground, team) = (&self.ground, self.cast.team);
        if let Act::Move { days, time, by, kind, reason } = act {
            let promise = promises::next_open(&mut ground.read().await?, team, id.uuid()).await?;
            let new = NewTime {
                due_at: self.days.at(day + days, *time)?,
                reason: self.days.filled(reason, day)?,
                kind: *kind,
                meanwhile: None,
            };
            let promise = promise.context("no promise is open")?.id;
            let asked = promises::ask_to_move(ground, self.cast.member(by)?, promise, new).await?;
            self.moves.insert(number, asked.id);
            return Ok(());
        }
        let asked = *self.moves.get(&number).context("nobody asked to move this")?;
        if matches!(act, Act::Agreed) {
            promises::agree(ground, team, asked, By::Stakeholder).await?;
        } else {
            promises::refuse(ground, team, asked, By::Stakeholder).await?;
        }
        Ok(())
    }

    async fn answer(&mut self, id: RequestId, day: i32, answer: &Answering, when: Moment) -> anyhow::Result<()> {
        let (ground, who) = (&self.ground, self.cast.member(answer.by)?);
        let mut typed = Vec::with_capacity(answer.fields.len() + answer.times.len());
        for (field, text) in &answer.fields {
            typed.push((field.clone(), self.days.filled(text, day)?));
        }
        if let Some(ready) = answer.ready {
            typed.push(("ready-on".to_owned(), self.days.date(day + ready)?.to_string()));
        }
        let clock = When::new(self.days.office().zone().clone(), ground.now());
        for (field, days, time) in &answer.times {
            typed.push(((*field).to_owned(), clock.field_value(self.days.at(day + days, *time)?)));
        }
        let answers = {
            let mut tx = ground.read().await?;
            answers::readings::of_request(&mut tx, self.cast.team, id).await?.len()
        };
        let mut base = Base { answers: i64::try_from(answers)?, version: 0 };
        let written = Written { kind: Some(answer.kind), typed };
        base.version = answers::keep(ground, who, id, &written, base).await?.kept.version;
        match (when, &answer.outside) {
            (Moment::InBlock(block), None) => {
                answers::make_ready(ground, who, id, base, self.key(block)?).await?;
                let send_at = answer.goes_out.map(|(on, time)| self.days.at(on, time)).transpose()?;
                self.ready.push(Wanted { request: id, send_at });
            }
            (Moment::At(..) | Moment::Since(_), Some((why, words))) => {
                let outside = Outside::new(*why, words)?;
                answers::say_outside(ground, who, id, &outside).await?;
                answers::send(ground, who, id, base, &Where::Outside(outside)).await?;
            }
            _ => bail!("an answer is written in a block, or outside and says why"),
        }
        Ok(())
    }

    async fn lie(&mut self, number: usize, item: &Item<'_>) -> anyhow::Result<()> {
        // Far from the numbers of episodes, since both make Message-IDs.
        let id = item.arrive(&self.ground, self.cast.team, 1_000 + number, self.ground.now()).await?;
        self.in_tray.insert(1_000 + number, id);
        Ok(())
    }

    async fn set_aside(&self, number: usize, item: &Item<'_>) -> anyhow::Result<()> {
        let id = *self.in_tray.get(&(1_000 + number)).context("this does not lie in the tray")?;
        let by = self.cast.member(item.aside.context("set aside by whom?")?)?;
        Ok(requests::tray::set_aside(&self.ground, by, id).await?)
    }

    /// Letters leave. Of some the story tells that they were not taken, or came back.
    async fn deliver(&self, at: Timestamp) -> anyhow::Result<()> {
        let left = post::deliver(&self.ground, &self.clock, at, |letter| {
            self.told(letter, "refused").map_or(outbox::Fate::Taken, |why| outbox::Fate::Never(why.to_owned()))
        });
        for letter in left.await? {
            let Some(why) = self.told(&letter, "returned") else { continue };
            let back_at = at.checked_add(SignedDuration::from_secs(5))?;
            self.clock.set(back_at);
            let message_id = format!("<returned-{}>", letter.message_id.trim_matches(['<', '>']));
            let why = format!("A letter came back: {why}");
            let raw =
                post::as_it_came(("mailer-daemon@lindmoor.example", ""), "Undelivered", &why, &message_id, back_at);
            let request = letter.thread.map(RequestId::from);
            let returned = Disposition::Returned { original: letter.message_id.clone(), why, request };
            requests::arrive(&self.ground, self.cast.team, arrived(returned, message_id, raw, back_at)?).await?;
        }
        Ok(())
    }

    /// What the story tells of a letter: “answer | why”.
    fn told(&self, letter: &Letter, fact: &str) -> Option<&'static str> {
        let request = letter.thread.map(RequestId::from)?;
        let (number, _) = self.requests.iter().find(|(_, id)| **id == request)?;
        let (kind, why) = self.script.episodes.get(*number)?.fact(fact)?.split_once(" | ")?;
        (letter.kind == kind).then_some(why)
    }
}

/// A line break is written `\n` in the story.
fn unfolded(text: &str) -> String {
    text.replace("\\n", "\n")
}

fn arrived(disposition: Disposition, message_id: String, raw: Vec<u8>, at: Timestamp) -> anyhow::Result<Arrived> {
    Ok(Arrived {
        disposition,
        entry_key: message_id.clone(),
        message_id: Some(message_id),
        arrived_at: at,
        size_bytes: raw.len().try_into()?,
        raw: Some(raw),
        place: None,
    })
}
