use maud::{Markup, html};
use web::forms::{Errors, Filled, Typed};
use worktime::{Calendar, Turnaround, Week};

use super::week::{read_week, read_zone, week_table, week_values, zone_field};
use crate::rules::{mail_address, password};
use crate::{FirstPerson, NewTeam};

/// The founding form as it opens: Monday to Friday, nine to five, in this zone.
pub fn founding_start(zone: &str) -> Filled {
    let week = "Mon-Fri 09:00-17:00".parse::<Week>().unwrap_or_default();
    let mut values = week_values(&week);
    values.push(("zone".to_owned(), zone.to_owned()));
    Filled::with(values)
}

/// The fields by which a team is founded, to stand in a form of the first run: the team, its first person, zone and office hours.
pub fn founding_fields(form: &Filled) -> Markup {
    html! {
        (form.field("name", "What is your team called?").hint("As your letters shall be signed, like Learning at Lindmoor.").autocomplete("organization").text())
        div class="field-row" {
            (form.field("person", "Your name").autocomplete("name").text())
            (form.field("address", "Your work email").autocomplete("username").email())
        }
        (form.field("password", "A password").hint("Ten signs or more. You become lead and administrator; colleagues are added later.").autocomplete("new-password").password())
        (zone_field(form))
        (week_table(form))
    }
}

/// The team that was typed, with the usual turnaround of 24 business hours on the working-day clock.
pub fn founding_typed(typed: &Typed) -> Result<NewTeam, Errors> {
    let mut errors = typed.check();
    let name = errors.need(typed, "name", "Write the team’s name, as its letters shall be signed");
    let person = errors.need(typed, "person", "Write the name by which colleagues know you");
    let address = errors.keep("address", mail_address(typed.text("address")));
    let secret = errors.keep("password", password(typed.verbatim("password")));
    let zone = read_zone(typed, &mut errors);
    let week = read_week(typed, &mut errors);
    if week.is_empty() && errors.is_empty() {
        errors.add("week", "Tick at least one day, and say when it opens and closes");
    }
    let (Some(name), Some(person), Some(address), Some(secret), Some(zone), true) =
        (name, person, address, secret, zone, errors.is_empty())
    else {
        return Err(errors);
    };
    let first = FirstPerson { name: person.to_owned(), address: address.to_owned(), password: Some(secret.to_owned()) };
    Ok(NewTeam {
        name: name.to_owned(),
        slug: String::new(),
        prefix: String::new(),
        domains: Vec::new(),
        calendar: Calendar { zone, week, ..Calendar::default() },
        turnaround: Turnaround::business_hours(24),
        first,
    })
}
