//! What an accepted order gains, for machines.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use diagnosis::By;
use ground::{Ground, TeamId};
use jiff::Timestamp;
use jiff::civil::Date;
use requests::RequestId;
use serde::{Deserialize, Serialize};
use team::{Member, Scope, Token};
use web::forms::Errors;
use web::{Failure, Json};

use super::{at, id_of};
use crate::acts::{self, Cannot, LONGEST};
use crate::rules::{Addition, QUESTIONS, Standing, Value};
use crate::upgrade::{Near, Upgrade, standing};

/// The words for where an element stands.
pub(super) const STANDINGS: [&str; 6] = ["empty", "asked", "answered", "by-default", "filled", "waived"];

/// What an order gains, as it stands now.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    request: RequestId,
    ready_on: Option<Date>,
    beside: String,
    version: i64,
    filled: usize,
    is_upgraded: bool,
    elements: Vec<ElementTold>,
}

#[derive(Debug, Serialize)]
struct ElementTold {
    element: &'static str,
    standing: &'static str,
    fields: Value,
    waived: Option<String>,
    until_at: Option<Timestamp>,
    mark: Option<&'static str>,
    version: i64,
}

fn told(upgrade: &Upgrade) -> Told {
    let element = |element: &crate::upgrade::Element| {
        let [empty, asked, answered, by_default, filled, waived] = STANDINGS;
        let blank = Value::default;
        let (standing, fields, why, until_at, mark) = match &element.standing {
            Standing::Empty => (empty, blank(), None, None, None),
            Standing::Asked { until_at } => (asked, blank(), None, Some(*until_at), None),
            Standing::Answered(entered) => (answered, entered.value.clone(), None, None, None),
            Standing::ByDefault { fallback, .. } => {
                (by_default, fallback.value.clone().unwrap_or_default(), None, None, Some(fallback.mark.words()))
            }
            Standing::Filled(entered) => (filled, entered.value.clone(), None, None, None),
            Standing::Waived(entered) => (waived, blank(), entered.waived.clone(), None, None),
        };
        let (name, version) = (element.addition.field(), element.version);
        ElementTold { element: name, standing, fields, waived: why, until_at, mark, version }
    };
    Told {
        request: upgrade.request,
        ready_on: upgrade.ready_on,
        beside: upgrade.beside.clone(),
        version: upgrade.version,
        filled: upgrade.filled(),
        is_upgraded: upgrade.is_upgraded(),
        elements: upgrade.elements.iter().map(element).collect(),
    }
}

async fn stands(ground: &Ground, team: TeamId, request: RequestId) -> web::Result<Json<Told>> {
    let mut tx = ground.read().await?;
    let request = requests::readings::find(&mut tx, team, request).await?.ok_or(Failure::NotFound)?;
    let in_force = team::calendar::current(&mut tx, team).await?;
    let near = Near::of(&mut tx, &request).await?;
    Ok(Json(told(&standing(&mut tx, &request, &in_force, &near).await?)))
}

pub(super) async fn read(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Told>> {
    token.need(Scope::ReadAnswers)?;
    stands(&ground, token.team, id_of(&request)?).await
}

/// The day and what stands beside the order; written anew.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentOrder {
    ready_on: Option<Date>,
    #[serde(default)]
    beside: String,
    base: i64,
    by: Option<String>,
}

/// One element: filled, or waived for a reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentElement {
    fields: Option<BTreeMap<String, String>>,
    waived: Option<String>,
    base: i64,
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentQuestions {
    elements: Vec<String>,
    #[serde(default)]
    words: String,
    by: Option<String>,
}

/// What a document says that can't be kept: what goes against its description, and what a rule alone refuses.
#[derive(Default)]
struct Checked {
    errors: Errors,
    ruled: Errors,
}

impl Checked {
    fn text(&mut self, field: &str, text: &str) {
        let signs = text.chars().count();
        if signs > LONGEST {
            self.errors.add(field, format!("Shorten this to {LONGEST} signs; it has {signs}."));
        }
    }

    fn into_result(self) -> web::Result<()> {
        self.errors.into_result()?;
        self.ruled.into_result().map_err(Failure::RefusedAt)
    }
}

async fn hand(ground: &Ground, token: &Token, by: Option<&str>) -> web::Result<By> {
    let who: Member = token.hand(ground, by).await?;
    Ok(By::from(&who))
}

pub(super) async fn set(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<SentOrder>,
) -> web::Result<Json<Told>> {
    token.need(Scope::WriteAnswers)?;
    let mut checked = Checked::default();
    checked.text("beside", &sent.beside);
    checked.into_result()?;
    let request = id_of(&request)?;
    let by = hand(&ground, &token, sent.by.as_deref()).await?;
    acts::set_order(&ground, &by, request, sent.ready_on, &sent.beside, sent.base).await.map_err(against)?;
    stands(&ground, token.team, request).await
}

pub(super) async fn change(
    State(ground): State<Ground>,
    token: Token,
    Path((request, element)): Path<(String, String)>,
    Json(sent): Json<SentElement>,
) -> web::Result<Json<Told>> {
    token.need(Scope::WriteAnswers)?;
    let request = id_of(&request)?;
    let addition = Addition::from_field(&element).ok_or(Failure::NotFound)?;
    let mut checked = Checked::default();
    checked.text("waived", sent.waived.as_deref().unwrap_or_default());
    let mut value = Value::default();
    for (name, text) in sent.fields.iter().flatten() {
        let field = format!("fields.{name}");
        let words = || format!("This element has no such field. It has {}.", addition.parts().join(", "));
        if !Addition::ALL.iter().any(|other| other.parts().contains(&name.as_str())) {
            checked.errors.add(&field, words());
        } else if !addition.parts().contains(&name.as_str()) {
            checked.ruled.add(&field, words());
        }
        checked.text(&field, text);
        value.set(name, text);
    }
    checked.into_result()?;
    let by = hand(&ground, &token, sent.by.as_deref()).await?;
    let changed = match (&sent.fields, &sent.waived) {
        (Some(_), None) => acts::fill(&ground, &by, request, addition, &value, sent.base).await,
        (None, Some(why)) => acts::waive(&ground, &by, request, addition, why, sent.base).await,
        (Some(_), Some(_)) | (None, None) => {
            let words = "Say what it is in fields, or why the order goes without it in waived: one of the two.";
            return Err(Failure::RefusedAt(Errors::at("fields", words)));
        }
    };
    changed.map_err(against)?;
    stands(&ground, token.team, request).await
}

pub(super) async fn ask(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<SentQuestions>,
) -> web::Result<Json<Told>> {
    token.need(Scope::WriteAnswers)?;
    let mut checked = Checked::default();
    checked.text("words", &sent.words);
    if !(1..=QUESTIONS).contains(&sent.elements.len()) {
        checked.errors.add("elements", format!("Ask for 1 to {QUESTIONS} of the six."));
    }
    let mut picked = Vec::new();
    for (place, name) in sent.elements.iter().enumerate() {
        match Addition::from_field(name) {
            Some(addition) => picked.push(addition),
            None => {
                let words = Addition::ALL.map(Addition::field).join(", ");
                checked.errors.add(&format!("elements.{place}"), format!("Take one of {words}."));
            }
        }
    }
    checked.into_result()?;
    let request = id_of(&request)?;
    let by = hand(&ground, &token, sent.by.as_deref()).await?;
    acts::ask_additions(&ground, &by, request, &picked, &sent.words).await.map_err(against)?;
    stands(&ground, token.team, request).await
}

/// What the description can’t tell: which field belongs to which element, what it needs, what a day or a thing is.
fn against(cannot: Cannot) -> Failure {
    match cannot {
        Cannot::BadText(_) => at("fields", cannot.to_string()),
        Cannot::BadValue(_) | Cannot::Nothing => Failure::RefusedAt(Errors::at("fields", cannot.to_string())),
        Cannot::NoReason => Failure::RefusedAt(Errors::at("waived", cannot.to_string())),
        Cannot::CannotAsk(_) => Failure::RefusedAt(Errors::at("elements", cannot.to_string())),
        Cannot::Unknown | Cannot::Over | Cannot::Lost | Cannot::NoTime | Cannot::Request(_) | Cannot::Store(_) => {
            cannot.into()
        }
    }
}
