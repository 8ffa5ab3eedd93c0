//! Tests that pass although the learner's code doesn't do what they ask for, since it decides
//! whether their assertions run at all.
//!
//! An author is told only what's certain. Wherever a test could find out that an assertion didn't
//! run, even in a way that we don't understand, it counts as one that does.

mod equality;
mod handed;
mod learners_code;
mod loops;
mod test_body;
mod unjoined;

use crate::rust::{Source, Test, find_tests};
use learners_code::LearnersCode;
use test_body::{TestBody, test_bodies};

/// A way around a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dodge {
    /// The line to change, from 1.
    pub line: usize,
    /// Which test it is, what's wrong with it, and the way out.
    pub message: String,
}

/// Finds the ways around a file's tests. In a file that can't be read, only those that the tests'
/// attributes show. `solution` is the exercise's, if it has one. Tests and modules whose path is in
/// `open` are the learner's to write, so nothing is said of them.
pub fn find_dodges(source: &Source, solution: Option<&Source>, open: &[String]) -> Vec<Dodge> {
    let is_open = |path: &str| {
        let is_in = |place: &String| {
            let rest = path.strip_prefix(place.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        open.iter().any(is_in)
    };
    let tests: Vec<Test> = find_tests(source)
        .into_iter()
        .filter(|test| test.runs_by_default() && !is_open(&test.path))
        .collect();
    let mut found: Vec<Dodge> = tests
        .iter()
        .filter_map(|test| any_panic(source, test))
        .collect();
    if let (Ok(tree), Ok(names)) = (source.tree(), source.names()) {
        let mut code = LearnersCode::of(source, tree, &tests);
        if let Some((solution, tree)) = solution.and_then(|it| Some((it, it.tree().ok()?))) {
            code.add_equality(&LearnersCode::of(solution, tree, &find_tests(solution)));
        }
        let bodies: Vec<TestBody> = test_bodies(source, tree, names, &code, &tests).collect();
        let told_apart: Vec<&str> = bodies.iter().flat_map(TestBody::types_told_apart).collect();
        for body in &bodies {
            found.extend(body.find_dodges(&told_apart));
        }
    }
    found.sort_by_key(|dodge| dodge.line);
    found
}

/// A test that passes after any panic.
fn any_panic(source: &Source, test: &Test) -> Option<Dodge> {
    let mut attributes = test.item.attributes.iter();
    let attribute = attributes.find(|it| it.path == "should_panic" && it.inside.len() == 1)?;
    Some(Dodge {
        line: source.line_of(source.begin(attribute.tokens.start)),
        message: format!(
            "the test `{}` passes after any panic, even that of a `todo!()`; say which one it \
             should be: `#[should_panic(expected = \"...\")]`",
            test.path
        ),
    })
}

impl TestBody<'_> {
    fn find_dodges(&self, told_apart: &[&str]) -> Vec<Dodge> {
        let mut found = self.values_that_compare_themselves(told_apart);
        // Without an assertion that fails, a test that should panic doesn't pass.
        if !self.should_panic {
            found.extend(self.loops_without_items());
            found.extend(self.closures_not_called());
            found.extend(self.threads_not_joined());
        }
        found
    }
}

#[cfg(test)]
mod tests;
