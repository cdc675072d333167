//! A short page of questions that were sent, phone first: it takes the answers and says thanks, and after that only the thanks is shown.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::Markup;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::{Failure, Said, see_other};

use super::Visit;

/// Questions that were sent in one turn, with what stands to them.
pub(super) trait Asked: Sized + Send + Sync {
    /// The name of their page in its address.
    const NAME: &str;

    /// Those of a turn, if it was asked.
    fn of(ground: &Ground, visit: &Visit, turn: i64) -> impl Future<Output = web::Result<Option<Self>>> + Send;

    /// Whether answers still change something.
    fn may_answer(&self, visit: &Visit) -> bool;

    fn title(&self, visit: &Visit) -> String;

    /// The form, sent to `path`. `typed` is what comes back to be mended.
    fn form(&self, visit: &Visit, typed: Option<&Filled>, path: &str) -> Markup;

    /// Takes the answers, or says what to mend. The same again changes nothing.
    fn take(
        &self,
        ground: &Ground,
        visit: &Visit,
        typed: &Typed,
    ) -> impl Future<Output = web::Result<Result<(), Errors>>> + Send;

    /// What was taken, with the way to change it, if there is one.
    fn thanks(&self, visit: &Visit, change: Option<&str>) -> Markup;
}

/// The questions of a turn, with the path of their page.
async fn at<Questions: Asked>(ground: &Ground, visit: &Visit, turn: &str) -> web::Result<(Questions, String)> {
    let turn = turn.parse().map_err(|_no_number| Failure::NotFound)?;
    let asked = Questions::of(ground, visit, turn).await?.ok_or(Failure::NotFound)?;
    Ok((asked, visit.path(&format!("/{}/{turn}", Questions::NAME))))
}

pub(super) async fn show<Questions: Asked>(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, turn)): Path<(String, String)>,
    said: Said,
) -> web::Result<Response> {
    let (asked, path) = at::<Questions>(&ground, &visit, &turn).await?;
    if !asked.may_answer(&visit) {
        return Ok(see_other(format!("{path}/thanks")).into_response());
    }
    Ok(visit.page(&asked.title(&visit), said, &asked.form(&visit, None, &path)).into_response())
}

pub(super) async fn answer<Questions: Asked>(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, turn)): Path<(String, String)>,
    typed: Typed,
) -> web::Result<Response> {
    let (asked, path) = at::<Questions>(&ground, &visit, &turn).await?;
    let typed = visit.typed(typed);
    match asked.take(&ground, &visit, &typed).await? {
        Ok(()) => Ok(see_other(format!("{path}/thanks")).into_response()),
        Err(errors) => {
            let form = asked.form(&visit, Some(&Filled::back(typed, errors)), &path);
            Ok(ToMend(visit.page(&asked.title(&visit), Said::default(), &form)).into_response())
        }
    }
}

pub(super) async fn thanks<Questions: Asked>(
    State(ground): State<Ground>,
    visit: Visit,
    Path((_, turn)): Path<(String, String)>,
    said: Said,
) -> web::Result<Markup> {
    let (asked, path) = at::<Questions>(&ground, &visit, &turn).await?;
    let change = asked.may_answer(&visit).then_some(path.as_str());
    Ok(visit.page(&asked.title(&visit), said, &asked.thanks(&visit, change)))
}
