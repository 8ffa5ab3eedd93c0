//! Parses the output of Rust's test harness.
//!
//! We run the harness with `--test-threads=1 --show-output`, so that tests come in a fixed
//! order and a test that never ends is the last one named. Its stable output is for people. We
//! rely on these parts: a line `test NAME ... ok`, with text between the dots and the result if
//! a program writes to standard output directly; blocks `---- NAME stdout ----`; and the closing
//! line `test result:`.

use serde::{Deserialize, Serialize};

/// The results of one run of a test harness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestRun {
    /// The tests, in the order in which they ran.
    pub tests: Vec<TestResult>,
    /// The test that had started but not ended when the output stopped.
    pub unfinished: Option<String>,
    /// Whether there was a closing line. Without it, the program ended before its tests.
    pub complete: bool,
}

/// The result of one test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestResult {
    /// The test's path, e.g. `tests::adds`.
    pub name: String,
    /// Whether it passed, failed, or didn't run.
    pub outcome: TestOutcome,
    /// What the test printed, including a panic's message. What it wrote past the harness comes
    /// first.
    pub output: String,
}

/// Whether a test passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestOutcome {
    /// It ran and its assertions held.
    Passed,
    /// It ran and panicked, or should have panicked but didn't.
    Failed,
    /// It has `#[ignore]` and didn't run.
    Ignored,
}

impl TestRun {
    /// The names of the tests that failed.
    pub fn failed(&self) -> Vec<String> {
        self.with(TestOutcome::Failed)
    }

    /// Keeps only the passes that are proven, since the program may have printed anything.
    #[must_use]
    pub fn believed(mut self, passed: &[String]) -> Self {
        let unproved = |test: &&mut TestResult| {
            test.outcome == TestOutcome::Passed && !passed.contains(&test.name)
        };
        for test in self.tests.iter_mut().filter(unproved) {
            test.outcome = TestOutcome::Failed;
            self.complete = false;
            self.unfinished.get_or_insert_with(|| test.name.clone());
        }
        self
    }

    /// The names of the tests with this outcome.
    pub fn with(&self, outcome: TestOutcome) -> Vec<String> {
        let chosen = self.tests.iter().filter(|t| t.outcome == outcome);
        chosen.map(|t| t.name.clone()).collect()
    }
}

/// Parses the harness's standard output. Never fails; if something is missing, the run is
/// incomplete.
pub fn parse(stdout: &str) -> TestRun {
    let mut reader = HarnessReader::default();
    for line in stdout.lines() {
        reader.line(line);
    }
    reader.finish()
}

#[derive(Default)]
struct HarnessReader {
    run: TestRun,
    /// A test whose result we haven't read yet.
    pending: Option<String>,
    /// The test whose captured output is being read.
    capturing: Option<usize>,
    in_sections: bool,
    /// The lines after the pending test's name: what it wrote past the harness, and at the end
    /// its result.
    words: Vec<String>,
    /// The names below the latest heading. At the end, they're the tests that failed.
    listed: Vec<String>,
    all_passed: bool,
}

impl HarnessReader {
    fn line(&mut self, line: &str) {
        if is_closing_line(line) {
            self.settle();
            self.capturing = None;
            self.run.complete = true;
            self.all_passed = line.starts_with("test result: ok");
        } else if self.in_sections {
            self.section_line(line);
        } else if let Some((name, rest)) = test_line(line) {
            self.settle();
            self.pending = Some(name.to_owned());
            self.words = vec![rest.to_owned()];
        } else if is_header(line) {
            self.settle();
            self.in_sections = true;
        } else if self.pending.is_some() {
            self.words.push(line.to_owned());
        }
    }

    /// Ends the pending test. Its result is at the end of the last line before the next test.
    fn settle(&mut self) {
        let mut words = std::mem::take(&mut self.words);
        while words.last().is_some_and(String::is_empty) {
            words.pop();
        }
        let last = words.pop().unwrap_or_default();
        let (outcome, before) = if let Some(before) = last.strip_suffix("ok") {
            (TestOutcome::Passed, before)
        } else if let Some(before) = last.strip_suffix("FAILED") {
            (TestOutcome::Failed, before)
        } else if last.starts_with("ignored") {
            (TestOutcome::Ignored, "")
        } else {
            return;
        };
        words.push(before.to_owned());
        let written = words.join("\n");
        if let Some(name) = self.pending.take() {
            self.run.tests.push(TestResult {
                name,
                outcome,
                output: written.trim_matches('\n').to_owned() + "\n",
            });
        }
    }

    fn section_line(&mut self, line: &str) {
        let header = line
            .strip_prefix("---- ")
            .and_then(|l| l.strip_suffix(" stdout ----"));
        // With `should_panic`, the header has a remark after the name.
        let header = header.map(|h| h.strip_suffix(" - should panic").unwrap_or(h));
        if let Some(index) = header.and_then(|name| self.index(name)) {
            self.capturing = Some(index);
        } else if is_header(line) {
            self.capturing = None;
            self.listed.clear();
        } else if let Some(name) = line
            .strip_prefix("    ")
            .filter(|_| self.capturing.is_none())
        {
            self.listed.push(name.to_owned());
        } else if let Some(test) = self.capturing.and_then(|i| self.run.tests.get_mut(i)) {
            test.output.push_str(line);
            test.output.push('\n');
        }
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.run.tests.iter().position(|t| t.name == name)
    }

    /// Ends the run. If there is a summary by the harness, it decides, since a test may have
    /// written something that looks like a result.
    fn finish(mut self) -> TestRun {
        self.settle();
        self.run.unfinished = self.pending;
        for test in self.run.tests.iter_mut().filter(|_| self.run.complete) {
            if test.outcome != TestOutcome::Ignored {
                let failed = !self.all_passed && self.listed.contains(&test.name);
                test.outcome = if failed {
                    TestOutcome::Failed
                } else {
                    TestOutcome::Passed
                };
            }
        }
        for test in &mut self.run.tests {
            let trimmed = test.output.trim_matches('\n');
            test.output = trimmed.to_owned();
        }
        self.run
    }
}

fn is_header(line: &str) -> bool {
    line == "successes:" || line == "failures:"
}

/// Whether this is a complete closing line: `test result: ok. 1 passed; 0 failed; 0 ignored;
/// 0 measured; 0 filtered out; finished in 0.00s`. We can't recognise an imitation here.
fn is_closing_line(line: &str) -> bool {
    line.starts_with("test result: ")
        && [
            " passed; ",
            " failed; ",
            " ignored; ",
            " filtered out; finished in ",
        ]
        .iter()
        .all(|part| line.contains(part))
}

/// Splits `test NAME ... rest`, dropping the remark ` - should panic` from the name.
fn test_line(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let name = name.strip_suffix(" - should panic").unwrap_or(name);
    (!name.contains(' ')).then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = "
running 4 tests
test tests::four ... ignored, no
test tests::one ... direct
ok
test tests::three - should panic ... ok
test tests::two ... FAILED

successes:

---- tests::one stdout ----
out


successes:
    tests::one
    tests::three

failures:

---- tests::two stdout ----

thread 'tests::two' (2065) panicked at t.rs:3:201:
assertion `left == right` failed: why
  left: 2
 right: 3


failures:
    tests::two

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.19s
";

    #[test]
    fn reads_results_and_captured_output() {
        let run = parse(RUN);
        assert!(run.complete);
        assert_eq!(run.failed(), ["tests::two"]);
        assert_eq!(run.with(TestOutcome::Ignored), ["tests::four"]);
        assert_eq!(
            run.with(TestOutcome::Passed),
            ["tests::one", "tests::three"]
        );
        assert_eq!(run.tests[1].output, "direct\nout");
        assert!(run.tests[3].output.ends_with(" right: 3"));
    }

    #[test]
    fn a_run_that_stops_names_the_test_it_was_in() {
        let run = parse("running 2 tests\ntest a ... ok\ntest b ... ");
        assert!(!run.complete);
        assert_eq!(run.unfinished.as_deref(), Some("b"));
        assert_eq!(run.tests.len(), 1);
    }

    #[test]
    fn a_pass_without_proof_is_an_early_end() {
        let text = "test a ... ok\ntest b ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        let all = ["a".to_owned(), "b".to_owned()];
        assert_eq!(parse(text).believed(&all), parse(text));
        let run = parse(text).believed(&all[..1]);
        assert!(!run.complete);
        assert_eq!(run.unfinished.as_deref(), Some("b"));
        assert_eq!(run.failed(), ["b"]);
    }

    #[test]
    fn output_that_looks_like_a_section_stays_with_its_test() {
        let text = "test a ... ok\n\nsuccesses:\n\n---- a stdout ----\n---- b stdout ----\nx\n\n\nsuccesses:\n    a\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(parse(text).tests[0].output, "---- b stdout ----\nx");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(test [a-z]+ \\.\\.\\. (ok|FAILED|x)?\n|failures:\n|---- [a-z]+ stdout ----\n|.*\n)*") {
            parse(&text);
        }
    }
}
