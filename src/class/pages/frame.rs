//! What all pages have around them.

use maud::{DOCTYPE, Markup, html};

use crate::class::pages::{paths, words};
use crate::class::report::facts::ClassFacts;

/// Nothing is loaded from anywhere but the report's own folder, and nothing runs. `file:` lets the
/// stylesheet load when the folder is opened without a server.
const POLICY: &str =
    "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'";

/// The pages that every page leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Who needs help.
    Now,
    /// Exercises × learners.
    Map,
    /// Error codes.
    Errors,
    /// The exercises.
    Exercises,
    /// For everybody in the room.
    Projector,
}

const TABS: [(Tab, &str, &str); 5] = [
    (Tab::Now, "index.html", "Now"),
    (Tab::Map, "map.html", "Map"),
    (Tab::Errors, "errors.html", "Errors"),
    (Tab::Exercises, "exercises.html", "Exercises"),
    (Tab::Projector, "projector.html", "Projector"),
];

/// What a page needs to know about the report around it.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The class.
    pub facts: &'a ClassFacts,
    /// How the report's folder is reached from the page: empty or `../`.
    pub root: &'static str,
    /// Whether learners have pages.
    pub has_learners: bool,
}

impl<'a> Frame<'a> {
    /// The same for pages in folders of the report.
    pub fn below(self) -> Self {
        Self {
            root: "../",
            ..self
        }
    }

    /// A page. `tab` is the one that it belongs to; `is_tab` says whether it's that page itself.
    pub fn page(&self, title: &str, tab: Tab, is_tab: bool, main: &Markup) -> Markup {
        let current = |this: Tab| match (this == tab, is_tab) {
            (true, true) => Some("page"),
            (true, false) => Some("true"),
            (false, _) => None,
        };
        let name = words::shown(&self.facts.name);
        let body = html! {
            a.skip href="#main" { "Skip to the content" }
            header {
                p { (name) }
                nav aria-label="Pages of the report" {
                    ul {
                        @for (this, path, label) in TABS {
                            li { a href={ (self.root) (path) } aria-current=[current(this)] { (label) } }
                        }
                    }
                }
            }
            (self.demo())
            main #main { (main) }
            footer {
                p {
                    "Made " (words::moment(self.facts.now)) " UTC from what learners have handed in. "
                    "Claimed is what a learner's own machine says. Verified is what "
                    span.code { "class grade" } " found."
                }
            }
        };
        self.document(title, None, &body)
    }

    /// A page for everybody in the room, from which nothing leads to the others.
    pub fn public_page(&self, title: &str, main: &Markup) -> Markup {
        let body = html! {
            (self.demo())
            main #main { (main) }
        };
        self.document(title, Some("projector"), &body)
    }

    fn document(&self, title: &str, class: Option<&str>, body: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="robots" content="noindex";
                    title { (title) " · " (words::shown(&self.facts.name)) }
                    link rel="stylesheet" href={ (self.root) (paths::STYLE) };
                }
                body class=[class] { (body) }
            }
        }
    }

    fn demo(&self) -> Markup {
        html! {
            @if self.facts.is_demo {
                aside.demo aria-label="About this class" { "A demo class: everybody and everything here is made up." }
            }
        }
    }

    /// A learner, with a link to their page if they have one.
    pub fn learner(&self, index: usize) -> Markup {
        let learner = &self.facts.learners[index];
        let label = words::shown(&learner.label);
        let class = if self.facts.has_names {
            "name"
        } else {
            "name code"
        };
        html! {
            @if self.has_learners {
                a class=(class) href={ (self.root) (paths::learner(&learner.pseudonym)) } { (label) }
            } @else {
                span class=(class) { (label) }
            }
        }
    }

    /// An exercise, with a link to its page.
    pub fn exercise(&self, number: usize) -> Markup {
        let name = words::shown(&self.facts.exercises[number].name);
        html! { a href={ (self.root) (paths::exercise(number)) } { (name) } }
    }

    /// An error code, with a link to its page if it can have one.
    pub fn code(&self, code: &str) -> Markup {
        // Those beyond the last one shown have no page.
        let mut known = self.facts.codes_with_page();
        let shown = words::shown(code);
        html! {
            @if known.any(|it| it.code == code) {
                a.code href={ (self.root) (paths::code(code)) } { (shown) }
            } @else {
                span.code { (shown) }
            }
        }
    }
}

/// A part that may be wider than the window, and can be scrolled by keyboard.
pub fn wide(label: &str, content: &Markup) -> Markup {
    html! {
        div.wide role="region" aria-label=(label) tabindex="0" { (content) }
    }
}
