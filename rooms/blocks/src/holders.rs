use ground::StoreError;
use team::MemberId;

/// Whose time a block is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Holders {
    /// Everybody who works in the team, whoever that is by then.
    #[default]
    Team,
    /// These members alone, in the order of their ids; at least one.
    Members(Vec<MemberId>),
}

impl Holders {
    /// The time of these members; of the whole team, if none is named.
    pub fn of(members: impl IntoIterator<Item = MemberId>) -> Self {
        let mut members: Vec<MemberId> = members.into_iter().collect();
        members.sort_unstable();
        members.dedup();
        if members.is_empty() { Self::Team } else { Self::Members(members) }
    }

    /// One's own.
    pub fn only(member: MemberId) -> Self {
        Self::Members(vec![member])
    }

    /// Whether it is this member's time, alone or with others.
    pub fn include(&self, member: MemberId) -> bool {
        match self {
            Self::Team => true,
            Self::Members(members) => members.contains(&member),
        }
    }

    /// Whether somebody would have to be in both at once.
    pub fn share(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Team, _) | (_, Self::Team) => true,
            (Self::Members(members), _) => members.iter().any(|member| other.include(*member)),
        }
    }

    /// Those of the people who work in the team whose time it is.
    pub fn among(&self, workers: &[MemberId]) -> Vec<MemberId> {
        workers.iter().copied().filter(|worker| self.include(*worker)).collect()
    }

    /// As it is kept; nothing stands for the team.
    pub(crate) fn kept(&self) -> Option<String> {
        match self {
            Self::Team => None,
            Self::Members(members) => Some(members.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        }
    }

    pub(crate) fn read(kept: Option<&str>) -> Result<Self, StoreError> {
        let ids = kept.unwrap_or_default().split_whitespace().map(|id| {
            id.parse().map_err(|_no_id| StoreError::Broken(format!("a block is held by nobody we know: {id}")))
        });
        ids.collect::<Result<Vec<_>, _>>().map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_times_share_somebody_or_not() {
        let at = "2026-11-25T10:00:00Z".parse().unwrap();
        let (jonas, mira, tom) = (MemberId::new(at), MemberId::new(at), MemberId::new(at));
        let own = Holders::only(jonas);
        assert!(Holders::Team.share(&own) && own.share(&Holders::Team) && own.share(&own));
        assert!(!own.share(&Holders::only(mira)) && !Holders::of([mira, tom]).share(&own));
        assert!(Holders::of([mira, jonas]).share(&own));
        assert_eq!(Holders::of([]), Holders::Team);
        assert_eq!(Holders::of([tom, mira, tom]), Holders::of([mira, tom]));
        assert_eq!(Holders::of([jonas, tom]).among(&[jonas, mira]), [jonas]);
        assert_eq!(Holders::Team.among(&[jonas, mira]), [jonas, mira]);
    }

    #[test]
    fn holders_are_kept_as_they_were() {
        let at = "2026-11-25T10:00:00Z".parse().unwrap();
        for holders in [Holders::Team, Holders::of([MemberId::new(at), MemberId::new(at)])] {
            assert_eq!(Holders::read(holders.kept().as_deref()).unwrap(), holders);
        }
        assert!(Holders::read(Some("nobody")).is_err());
    }
}
