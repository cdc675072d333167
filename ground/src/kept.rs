/// A text that several people may write, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept<Id> {
    /// How often it was changed.
    pub version: i64,
    /// Who changed it last.
    pub by: Id,
    /// The version that they found when they began: since then they alone changed it.
    pub found: i64,
}

impl<Id: PartialEq> Kept<Id> {
    /// Whether somebody who has the text of version `base` before them may put theirs in its place: nobody else changed it since.
    ///
    /// Words are kept while they are typed, so a page may be some versions of its own writer behind.
    pub fn may_be_changed(&self, who: &Id, base: i64) -> bool {
        base == self.version || (*who == self.by && (self.found..self.version).contains(&base))
    }

    /// What is kept after `who` changed it.
    #[must_use]
    pub fn changed(self, who: Id) -> Self {
        let found = if who == self.by { self.found } else { self.version };
        Self { version: self.version + 1, by: who, found }
    }

    /// A text that was not there before.
    pub fn new(who: Id) -> Self {
        Self { version: 1, by: who, found: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_types_on_is_never_in_their_own_way_and_nobody_else_is_overwritten() {
        let aylin = Kept::new("Aylin").changed("Aylin").changed("Aylin");
        assert_eq!((aylin.version, aylin.found), (3, 0));
        for base in 0..=3 {
            assert!(aylin.may_be_changed(&"Aylin", base), "her page of version {base} holds nobody else's words");
            assert_eq!(aylin.may_be_changed(&"Jonas", base), base == 3, "Jonas has not seen what came after {base}");
        }
        let jonas = aylin.changed("Jonas").changed("Jonas");
        for base in 0..=5 {
            assert_eq!(jonas.may_be_changed(&"Aylin", base), base == 5);
            assert_eq!(jonas.may_be_changed(&"Jonas", base), base >= 3);
        }
        let back = jonas.changed("Aylin");
        for base in 0..=6 {
            assert_eq!(back.may_be_changed(&"Aylin", base), base >= 5, "her page of before Jonas would undo his words");
        }
    }
}
