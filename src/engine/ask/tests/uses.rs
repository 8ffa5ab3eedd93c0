//! What statements need, as the compiler sees them.

use super::*;

use crate::engine::ask::facts;
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
fn a_program_with_errors_is_asked_too() {
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
    assert_eq!(asked.need("name", "let other"), Ok(Access::Own));
    assert_eq!(asked.need("v", "v.push(2)"), Ok(Access::Write));
}
