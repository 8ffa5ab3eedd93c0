//! What statements need, and claims about programs, as the compiler sees them.

use super::*;

use crate::engine::ask::facts;
use crate::model::ask::claims::{Claim, ClaimQuery, ClaimVerdict, TypeForm};
use crate::model::ask::facts::Facts;
use crate::model::ask::probe_spans::Access;
use crate::model::ask::uses::UseQuery;
use crate::rust::NodeId;

/// A program that is asked about.
struct Asked<'a> {
    asker: Asker<'a>,
    context: CompileContext,
    source: Source,
    facts: Facts,
}

impl<'a> Asked<'a> {
    fn new(host: &'a TestHost, program: &str) -> Self {
        let (asker, context) = (host.asker(), host.context(program));
        let source = Source::new(program, Edition::default());
        let facts = facts::of_file(&asker, &context, &source, &Cancel::default());
        Self {
            asker,
            context,
            source,
            facts,
        }
    }

    fn statement(&self, begin: &str) -> NodeId {
        let at = self.source.text().find(begin).expect("it is there");
        let tree = self.source.tree().expect("readable");
        tree.statement_at(at).expect("a statement")
    }

    /// What the statement that begins like this needs of a variable.
    fn need(&self, name: &str, begin: &str) -> Result<Access, NotAsked> {
        let statement = self.statement(begin);
        let query = UseQuery::new(&self.source, PATH, &self.facts, name, statement)?;
        let answers = self
            .asker
            .ask(&self.context, &query.variants(), &Cancel::default());
        query.read(&answers)
    }

    fn verdict(&self, claim: &Claim) -> ClaimVerdict {
        let query = match ClaimQuery::new(&self.source, PATH, &self.facts, claim) {
            Ok(query) => query,
            Err(reason) => return ClaimVerdict::NotAsked(reason),
        };
        let answers = self
            .asker
            .ask(&self.context, &query.variants(), &Cancel::default());
        query.read(&answers)
    }

    fn moves(&self, place: &str, begin: &str) -> ClaimVerdict {
        self.verdict(&Claim::Moves {
            place: place.to_owned(),
            statement: self.statement(begin),
        })
    }

    fn borrows(&self, borrower: &str, owner: &str, begin: &str) -> ClaimVerdict {
        self.verdict(&Claim::Borrows {
            borrower: borrower.to_owned(),
            owner: owner.to_owned(),
            statement: self.statement(begin),
        })
    }
}

const PROGRAM: &str = "struct S { list: Vec<String>, n: u8 }
impl S { fn add(&mut self, text: &str) { self.list.push(text.to_owned()); } }
fn keep(s: S) -> S { s }
fn main() {
    let mut s = S { list: Vec::new(), n: 0 };
    s.add(\"a\");
    let length = s.list.len();
    s.n = 5;
    let first = &s.list[0];
    println!(\"{first} {length}\");
    let r = &mut s;
    r.add(\"b\");
    r.n += 1;
    let mut t = keep(s);
    let job = move || t.n;
    job();
    let other = t.n + length as u8;
    std::mem::take(&mut t.list);
    let _ = other;
    for word in [String::new()] {
        drop(word);
    }
    let iter = t.list.iter();
    println!(\"{}\", t.n);
    let count = iter.count();
    println!(\"{count}\")
}
";

#[test]
fn a_statement_reads_writes_or_takes() {
    let host = TestHost::new();
    let asked = Asked::new(&host, PROGRAM);
    for (name, statement, need) in [
        ("s", "s.add(\"a\")", Access::Write),
        ("s", "let length", Access::Read),
        ("s", "s.n = 5", Access::Write),
        ("s", "let first", Access::Read),
        ("first", "println!(\"{first}", Access::Read),
        ("s", "let r =", Access::Write),
        ("r", "r.add", Access::Write),
        ("r", "r.n += 1", Access::Write),
        ("s", "let mut t", Access::Own),
        ("t", "let other", Access::Read),
        ("t", "std::mem::take", Access::Write),
        ("word", "drop(word)", Access::Own),
        ("iter", "let count", Access::Own),
    ] {
        assert_eq!(asked.need(name, statement), Ok(need), "{name}: {statement}");
    }
    for (name, statement) in [
        ("length", "s.n = 5"),
        ("count", "println!(\"{count}"),
        ("self", "self.list"),
        ("nothing", "s.n = 5"),
    ] {
        let need = asked.need(name, statement);
        assert_eq!(need, Err(NotAsked::NoPlace), "{name}: {statement}");
    }
}

#[test]
fn claims_are_confirmed_or_denied() {
    use ClaimVerdict::{Confirmed, Denied};
    let host = TestHost::new();
    let asked = Asked::new(&host, PROGRAM);
    for (place, statement, expected) in [
        ("s", "let mut t", Confirmed),
        ("s", "let r =", Denied),
        ("s.list", "let mut t", Confirmed),
        ("t", "let job", Denied),
        ("iter", "let count", Confirmed),
        ("word", "drop(word)", Confirmed),
    ] {
        assert_eq!(
            asked.moves(place, statement),
            expected,
            "{place}: {statement}"
        );
    }
    for (borrower, owner, statement, expected) in [
        ("first", "s", "let first", Confirmed),
        ("first", "s.list", "let first", Confirmed),
        ("first", "s.n", "let first", Denied),
        ("r", "s", "let r =", Confirmed),
        ("length", "s", "let length", Denied),
        ("iter", "t", "let iter", Confirmed),
        ("count", "t", "let count", Denied),
    ] {
        let verdict = asked.borrows(borrower, owner, statement);
        assert_eq!(verdict, expected, "{borrower} {owner}: {statement}");
    }
    let variable = PROGRAM.find("first =").expect("it is there");
    for (form, expected) in [
        (TypeForm::Shared, Confirmed),
        (TypeForm::Mutable, Denied),
        (TypeForm::Owned, Denied),
    ] {
        assert_eq!(asked.verdict(&Claim::HasForm { variable, form }), expected);
    }
}

#[test]
fn claims_about_a_program_with_errors_are_asked_too() {
    use ClaimVerdict::{Confirmed, Denied, NotAsked as Silent};
    let host = TestHost::new();
    let asked = Asked::new(
        &host,
        "fn main() {
            let name = String::new();
            let other = name;
            println!(\"{name}\");
            let mut v = vec![1];
            let first = &v[0];
            v.push(2);
            println!(\"{first}{other}\");
            loop { drop(v); }
        }
        fn broken(v: Vec<u8>) { let n: u8 = \"\"; drop(v); }
        fn behind(v: Vec<u8>) -> u8 { return 1; drop(v); }",
    );
    assert_eq!(asked.moves("name", "let other"), Confirmed);
    assert_eq!(asked.moves("name", "println!(\"{name}"), Denied);
    assert_eq!(asked.need("name", "let other"), Ok(Access::Own));
    assert_eq!(asked.borrows("first", "v", "let first"), Confirmed);
    assert_eq!(asked.borrows("other", "v", "v.push"), Denied);
    assert_eq!(asked.need("v", "v.push(2)"), Ok(Access::Write));
    assert_eq!(asked.moves("v", "drop(v); }\n"), Confirmed);
    let silent = Silent(NotAsked::NoWord);
    assert_eq!(asked.moves("v", "drop(v); }\n        fn behind"), silent);
}

/// What rustc labels as a move, in programs that use something after it.
#[test]
fn moves_that_rustc_labels_are_confirmed() {
    let host = TestHost::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let below = "tests/lens/E0382";
    let files = crate::engine::files::list_below(root, below).expect("a folder");
    let (mut confirmed, mut silent) = (0, Vec::new());
    for file in files.iter().filter(|file| file.ends_with(".rs")) {
        let text = fs::read_to_string(root.join(file)).expect("a program");
        let asked = Asked::new(&host, &text);
        let plain = asked
            .asker
            .ask(&asked.context, &[variant(&text)], &Cancel::default())
            .remove(0)
            .expect("it was asked");
        let tree = asked.source.tree().expect("readable");
        let moved = plain
            .errors()
            .filter(|error| error.code.as_deref() == Some("E0382"));
        for error in moved {
            let place = error.message.split('`').nth(1).unwrap_or("");
            let is_whole = |label: &String| {
                let is_part = label.contains("partial");
                label.contains("moved") && !label.starts_with("move occurs") && !is_part
            };
            let labelled = error.spans.iter();
            let labelled = labelled.filter(|span| span.label.as_ref().is_some_and(is_whole));
            for span in labelled {
                let at = asked.source.byte_at(span.line_start, span.column_start);
                let statement = tree
                    .statement_at(at.expect("a place"))
                    .expect("a statement");
                let verdict = asked.verdict(&Claim::Moves {
                    place: place.to_owned(),
                    statement,
                });
                match verdict {
                    ClaimVerdict::Confirmed => confirmed += 1,
                    ClaimVerdict::Denied => panic!("{file}: {place} {span:?}"),
                    ClaimVerdict::NotAsked(reason) => silent.push((file, reason)),
                }
            }
        }
    }
    assert!(
        confirmed >= 3 && silent.len() <= confirmed,
        "{confirmed} {silent:?}"
    );
}
