use ground::{StoreError, TeamId, Tx};
use jiff::Timestamp;
use method::{Answers, Diagnosis, Priors, Question, Recommendation, Worth, diagnose, worth};
use requests::RequestId;

use super::answers::{self, Answered};
use super::askings::{self, Asking, Reply};
use super::recommendation;
use super::reviews::{self, Review};
use crate::rules::{self, Cost, Gap};

/// What somebody decided, whatever the answers say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// For what.
    pub recommendation: Recommendation,
    /// Why.
    pub why: String,
    /// What the answers recommended then.
    pub against: Recommendation,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Decided {
    /// Whether somebody decided the same for the same reason, against the same.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let said = |decided: &Self| (decided.recommendation, decided.against);
        said(self) == said(other) && self.why == other.why
    }
}

/// All that is known about the cause behind one request.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Whose.
    pub team: TeamId,
    /// Of which request.
    pub request: RequestId,
    /// Why the order has to be taken, where a law, a regulator or a licence says so.
    pub mandatory: Option<String>,
    /// What somebody decided otherwise.
    pub decided: Option<Decided>,
    /// The answers, in the order of the questions.
    pub answers: Vec<Answered>,
    /// What the stakeholder was asked.
    pub askings: Vec<Asking>,
    /// What they said.
    pub replies: Vec<Reply>,
    /// What was found at follow-up.
    pub review: Option<Review>,
    /// The start values that count for it: once it was reviewed, those of then.
    pub priors: Priors,
}

impl Case {
    /// The answer to a question, whole or not.
    pub fn answer(&self, question: Question) -> Option<&Answered> {
        self.answers.iter().find(|answer| answer.question == question)
    }

    /// What the stakeholder said to a question.
    pub fn reply(&self, question: Question) -> Option<&Reply> {
        self.replies.iter().find(|reply| reply.question == question)
    }

    /// The answers as the method reads them.
    pub fn given(&self) -> Answers {
        rules::answers(self.answers.iter().map(|answer| (answer.question, &answer.parts, answer.evidence)))
    }

    /// What they come to.
    pub fn found(&self) -> Diagnosis {
        diagnose(&self.given(), &self.priors)
    }

    /// The answers that are whole.
    pub fn whole(&self) -> impl Iterator<Item = &Answered> {
        self.answers.iter().filter(|answer| answer.is_whole())
    }

    /// The questions without a whole answer.
    pub fn open(&self) -> Vec<Question> {
        let is_open = |question: &Question| !self.whole().any(|answer| answer.question == *question);
        Question::ALL.into_iter().filter(is_open).collect()
    }

    /// The gap, as far as it is known.
    pub fn gap(&self) -> Option<Gap> {
        Gap::of(&self.answer(Question::Gap)?.parts)
    }

    /// What the gap costs.
    pub fn cost(&self) -> Option<Cost> {
        Cost::of(&self.answer(Question::Cost)?.parts)
    }

    /// Whether the gap is worth the work; none while the cost or that of a solution is not known.
    pub fn worth(&self) -> Option<Worth> {
        let cost = self.cost()?;
        Some(worth(cost.a_month, cost.solution?))
    }

    /// The evidence that a new answer has unless somebody says otherwise: what Q4 brought, or one person's view.
    pub fn default_evidence(&self) -> method::Evidence {
        self.answer(Question::Seen).and_then(|seen| seen.parts.brought()).unwrap_or_default()
    }
}

const FIND: &str = "select mandatory, decided, decided_why, decided_by, decided_at, recommended from diagnosis
    where team_id = $1 and request_id = $2";
const BEGIN: &str =
    "insert into diagnosis (team_id, request_id, mandatory, decided, decided_why, decided_by, decided_at,
    recommended, begun_at) values ($1, $2, null, null, '', null, null, null, $3)
    on conflict (team_id, request_id) do nothing";
const MANDATORY: &str = "update diagnosis set mandatory = $1 where team_id = $2 and request_id = $3";
const DECIDE: &str =
    "update diagnosis set decided = $1, decided_why = $2, decided_by = $3, decided_at = $4, recommended = $5
    where team_id = $6 and request_id = $7";

/// All that is known about the cause behind a request; an empty case where nobody asked yet.
pub async fn case(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<Case, StoreError> {
    let now = tx.now();
    let (mandatory, decided) = match tx.query_opt(FIND, (team, request)).await? {
        Some(row) => {
            let word: Option<String> = row.get(1)?;
            let decided = match word {
                Some(word) => Some(Decided {
                    recommendation: recommendation(&word)?,
                    why: row.get(2)?,
                    by: row.get::<Option<String>>(3)?.unwrap_or_default(),
                    at: row.get::<Option<Timestamp>>(4)?.unwrap_or(now),
                    against: recommendation(&row.get::<Option<String>>(5)?.unwrap_or_default())?,
                }),
                None => None,
            };
            (row.get(0)?, decided)
        }
        None => (None, None),
    };
    let review = reviews::of_request(tx, team, request).await?;
    let until = review.as_ref().map_or(Timestamp::MAX, |review| review.at);
    Ok(Case {
        team,
        request,
        mandatory,
        decided,
        answers: answers::of_request(tx, team, request).await?,
        askings: askings::of_request(tx, team, request).await?,
        replies: askings::replies(tx, team, request).await?,
        priors: reviews::priors(tx, team, until).await?,
        review,
    })
}

/// Begins the diagnosis of a request, if it was not begun; says whether it is new.
pub(crate) async fn begin(tx: &mut Tx, team: TeamId, request: RequestId) -> Result<bool, StoreError> {
    let now = tx.now();
    Ok(tx.execute(BEGIN, (team, request, now)).await? == 1)
}

/// Says why an order has to be taken, or that it need not be.
pub(crate) async fn say_mandatory(
    tx: &mut Tx,
    team: TeamId,
    request: RequestId,
    why: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(MANDATORY, (why.map(str::to_owned), team, request)).await?;
    Ok(())
}

/// Keeps what somebody decided, or that the answers decide again.
pub(crate) async fn decide(
    tx: &mut Tx,
    team: TeamId,
    request: RequestId,
    decided: Option<&Decided>,
) -> Result<(), StoreError> {
    let word = decided.map(|decided| decided.recommendation.as_str());
    let why = decided.map_or("", |decided| decided.why.as_str());
    let by = decided.map(|decided| decided.by.clone());
    let values = (
        word,
        why,
        by,
        decided.map(|decided| decided.at),
        decided.map(|decided| decided.against.as_str()),
        team,
        request,
    );
    tx.execute(DECIDE, values).await?;
    Ok(())
}
