//! The words and shapes for where a thing stands.

use maud::{Markup, Render, html};

/// Where the life of a thing stands: a word with a shape, never colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A request that just came.
    Received,
    /// A request that waits for a block.
    Parked,
    /// A request that is looked at.
    Review,
    /// A request that has its answer.
    Answered,
    /// Accepted work under way.
    Delivery,
    /// Accepted work done.
    Delivered,
    /// Closed, void, skipped, withdrawn.
    Closed,
    /// An open promise, a letter that waits.
    Open,
    /// A kept promise, a letter taken.
    Kept,
    /// A renegotiated promise, a moved block, a letter that did not reach its reader.
    Renegotiated,
    /// A broken promise.
    Broken,
    /// A held block.
    Held,
}

impl State {
    fn shape(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Parked => "parked",
            Self::Review => "review",
            Self::Answered => "answered",
            Self::Delivery => "delivery",
            Self::Delivered => "delivered",
            Self::Closed => "closed",
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Renegotiated => "renegotiated",
            Self::Broken => "broken",
            Self::Held => "held",
        }
    }

    /// The shape of this state with another word: “waits on Hanne”, “void”.
    pub fn says(self, word: impl Render) -> Markup {
        html! { span class="state" data-state=(self.shape()) { (word) } }
    }
}

impl Render for State {
    fn render(&self) -> Markup {
        self.says(if *self == Self::Review {
            "in review"
        } else if *self == Self::Delivery {
            "in delivery"
        } else {
            self.shape()
        })
    }
}

/// The kind of a thing.
pub fn tag(word: &str) -> Markup {
    html! { span class="tag" { (word) } }
}

/// A kind that stands out.
pub fn tag_accent(word: &str) -> Markup {
    html! { span class="tag" data-tone="accent" { (word) } }
}

/// A kind to take care with.
pub fn tag_care(word: &str) -> Markup {
    html! { span class="tag" data-tone="care" { (word) } }
}
