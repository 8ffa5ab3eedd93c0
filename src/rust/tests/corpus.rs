//! Every text of the repository, and texts made of them by mistakes.

use std::collections::HashSet;
use std::ops::Range;

use super::statements::differences;
use super::{Random, texts};
use crate::rust::{Edition, ItemKind, NodeKind, Role, Source, StatementEnd, Tree};

/// Reads a text and checks what must be true of any.
fn check(text: &str) -> Source {
    let source = Source::new(text, Edition::E2024);
    check_boundaries(&source);
    source.items(source.all());
    if let Ok(tree) = source.tree() {
        check_tree(&source, tree);
        let found = differences(&source, tree, &[StatementEnd::Strict]);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
    source
}

/// Token boundaries are those of rustc's lexer, and nothing but space is left out.
fn check_boundaries(source: &Source) {
    use ra_ap_rustc_lexer::{Cursor, FrontmatterAllowed, TokenKind as K};
    let text = source.text();
    let mut at = source.head_length();
    let mut wanted = Vec::new();
    let mut cursor = Cursor::new(&text[at..], FrontmatterAllowed::Yes);
    loop {
        let token = cursor.advance_token();
        let mut length = token.len as usize;
        if token.kind == K::Eof {
            break;
        }
        // rustc's parser reads on here: such strings are reserved as a whole.
        if token.kind == K::GuardedStrPrefix {
            let mut again = Cursor::new(&text[at..], FrontmatterAllowed::No);
            if let Some(guarded) = again.guarded_double_quoted_string() {
                length = guarded.token_len as usize;
                cursor = Cursor::new(&text[at + length..], FrontmatterAllowed::No);
            }
        }
        if !matches!(token.kind, K::Whitespace | K::Frontmatter { .. }) {
            wanted.push(at..at + length);
        }
        at += length;
    }
    assert_eq!(at, text.len());
    let tokens = source.tokens().iter().map(|token| token.bytes.clone());
    let comments = source
        .comments()
        .iter()
        .map(|comment| comment.bytes.clone());
    let mut found: Vec<_> = tokens.chain(comments).collect();
    found.sort_by_key(|bytes| bytes.start);
    assert_eq!(found, wanted);
}

/// Ranges lie on token boundaries, nest, and are in order.
fn check_tree(source: &Source, tree: &Tree) {
    let tokens = source.tokens().iter().map(|token| &token.bytes);
    // Documentation is a token to a macro.
    let comments = source.comments().iter().filter(|comment| comment.is_doc);
    let pieces = tokens.chain(comments.map(|comment| &comment.bytes));
    let (begins, ends): (HashSet<_>, HashSet<_>) = pieces.map(|b| (b.start, b.end)).unzip();
    for node in tree.nodes().skip(1) {
        let bytes = tree.bytes(node);
        let kind = tree.kind(node);
        let describe = || format!("{kind:?} {bytes:?} {:?}", source.text().get(bytes.clone()));
        assert!(bytes.start < bytes.end, "{}", describe());
        if kind != NodeKind::FormatName {
            assert!(begins.contains(&bytes.start), "{}", describe());
            assert!(ends.contains(&bytes.end), "{}", describe());
        }
        let parent = tree.parent(node).expect("only the root has none");
        let around = tree.bytes(parent);
        assert!(
            around.start <= bytes.start && bytes.end <= around.end,
            "{}",
            describe()
        );
    }
    for node in tree.nodes() {
        let mut at = tree.bytes(node).start;
        for child in tree.children(node) {
            let bytes = tree.bytes(child);
            assert!(
                at <= bytes.start,
                "{:?} in {:?}",
                tree.kind(child),
                tree.kind(node)
            );
            assert_eq!(tree.parent(child), Some(node));
            at = bytes.end;
        }
    }
}

/// What may stand in a node of this kind and in none of its parts. If a part ended too early, the
/// rest of it would be among this.
fn own_words(kind: NodeKind) -> Option<&'static [&'static str]> {
    use NodeKind as K;
    Some(match kind {
        K::File => &[],
        K::Let => &["let", ":", "=", "else", ";"],
        K::ExpressionStatement | K::EmptyStatement => &[";"],
        K::Array | K::SlicePattern => &["[", "]", ","],
        K::Repeat | K::ArrayType => &["[", "]", ";"],
        K::Assignment | K::NamedArgument => &["="],
        K::Binary => &["+", "-", "*", "/", "%", "&", "|", "^", "<", ">", "=", "!"],
        K::Unary => &["!", "-", "*"],
        K::Reference | K::ReferencePattern | K::ReferenceType => &["&", "mut"],
        K::Cast => &["as"],
        K::Block => &["{", "}"],
        K::UnsafeBlock => &["unsafe"],
        K::AsyncBlock => &["async", "move"],
        K::Call | K::Tuple | K::TuplePattern | K::TupleStructPattern | K::TupleType => {
            &["(", ")", ","]
        }
        K::MethodCall => &[".", "(", ")", ",", ":", "<", ">"],
        K::Closure => &["|", ",", "move", "async", "-", ">"],
        K::FieldAccess | K::RestPattern => &["."],
        K::Index | K::SliceType => &["[", "]"],
        K::If => &["if", "else"],
        K::Match => &["match", "{", "}", ","],
        K::MatchArm => &["=", ">", "if"],
        K::LetCondition => &["let", "="],
        K::Loop => &["loop", ":"],
        K::While => &["while", ":"],
        K::For => &["for", "in", ":"],
        K::Break => &["break"],
        K::Return => &["return"],
        K::Try => &["?"],
        K::Await => &[".", "await"],
        K::Parenthesized | K::ParenthesizedPattern | K::ParenthesizedType => &["(", ")"],
        K::RangeExpression => &[".", "="],
        K::StructLiteral => &["{", "}", ",", "."],
        K::StructPattern => &["{", "}", ","],
        K::FieldValue | K::FieldPattern | K::Parameter | K::Field => &[":"],
        K::OrPattern => &["|"],
        K::IdentifierPattern => &["ref", "mut", "@"],
        K::SelfParameter => &["&", "mut", ":"],
        K::MacroCall => &["!", "(", ")", "[", "]", "{", "}", ",", ";", "if"],
        K::Module => &["mod", "{", "}", ";"],
        K::Const => &["const", ":", "=", ";"],
        K::Static => &["static", "mut", ":", "=", ";"],
        K::Struct => &["struct", "<", ">", "(", ")", "{", "}", ",", ";"],
        K::Enum => &["enum", "<", ">", "{", "}", ","],
        K::Variant => &["(", ")", "{", "}", ",", "="],
        K::Impl => &["impl", "unsafe", "<", ">", ",", "for", "{", "}"],
        K::WhereClause => &["where", ":", ",", "+", "for", "<", ">"],
        K::GenericParameter => &["const", ":", "+", "="],
        K::ImplType => &["impl", "+"],
        K::DynType => &["dyn", "+"],
        _ => return None,
    })
}

fn check_own_words(source: &Source, tree: &Tree) {
    let is_inside = |outer: &Range<usize>, bytes: &Range<usize>| {
        outer.start <= bytes.start && bytes.end <= outer.end
    };
    for node in tree.nodes() {
        let Some(allowed) = own_words(tree.kind(node)) else {
            continue;
        };
        let bytes = tree.bytes(node);
        let parts: Vec<_> = tree.children(node).map(|child| tree.bytes(child)).collect();
        let mut part = 0;
        for at in source.token_at(bytes.start)..source.token_at(bytes.end) {
            let token = &source.tokens()[at].bytes;
            while parts
                .get(part)
                .is_some_and(|bytes| bytes.end <= token.start)
            {
                part += 1;
            }
            let is_own = !parts.get(part).is_some_and(|part| is_inside(part, token));
            let word = source.word(at);
            let describe = || {
                format!(
                    "{word} in {:?}: {}",
                    tree.kind(node),
                    &source.text()[bytes.clone()]
                )
            };
            assert!(!is_own || allowed.contains(&word), "{}", describe());
        }
    }
}

/// The items that the parser sees are those that the cutter cuts.
fn check_items(source: &Source, tree: &Tree) {
    let mut scopes = vec![(source.all(), tree.root())];
    while let Some((tokens, node)) = scopes.pop() {
        let cut = source.items(tokens);
        let parsed: Vec<_> = tree.children_as(node, Role::Item).collect();
        let cut_bytes: Vec<_> = cut
            .iter()
            .map(|item| source.bytes(&item.with_attributes()))
            .collect();
        let parsed_bytes: Vec<_> = parsed.iter().map(|node| tree.bytes(*node)).collect();
        assert_eq!(cut_bytes, parsed_bytes);
        for (item, node) in cut.into_iter().zip(parsed) {
            let name = tree
                .child(node, Role::Name)
                .map(|name| &source.text()[tree.bytes(name)]);
            // The parser leaves an unstable `macro NAME` as it is.
            let is_unparsed = source.starts_with(item.tokens.start, &["pub", "macro"]);
            if item.kind != ItemKind::MacroCall && !is_unparsed {
                assert_eq!(
                    item.name.as_deref(),
                    name.map(|name| name.trim_start_matches("r#"))
                );
            }
            let is_module = tree.kind(node) == NodeKind::Module;
            assert_eq!(item.kind == ItemKind::Module, is_module);
            scopes.extend(item.body.filter(|_| is_module).map(|body| (body, node)));
        }
    }
}

/// A text here that no lexer reads to its end, and the starter whose error is that it's no file of Rust.
const UNREADABLE: [&str; 2] = [
    "tests/wrong_repairs/00_start/start1.lost_quote.rs",
    "exercises/01_values/names_and_types.rs",
];

#[test]
fn every_text_here_is_read_as_rustc_reads_it() {
    for (path, text) in texts() {
        let source = check(&text);
        let name = path.to_string_lossy().replace('\\', "/");
        let is_unreadable = UNREADABLE.contains(&name.as_str());
        // Most of these are no Rust, but not all: `if x = 1` is.
        let mut slips = ["tests/lens_slips/", "tests/lens/slip/", "tests/forging/"].iter();
        let has_slip = slips.any(|folder| name.starts_with(folder));
        assert!(
            has_slip || source.tree().is_err() == is_unreadable,
            "{name}"
        );
        if let Ok(tree) = source.tree() {
            check_items(&source, tree);
            let found = differences(&source, tree, &[StatementEnd::Layout]);
            assert!(found.is_empty(), "{}", found.join("\n"));
            check_own_words(&source, tree);
            source.names().expect("it has a tree");
        }
    }
}

/// What a mistake may put into a text.
const INSERTED: [&str; 36] = [
    "(", ")", "[", "]", "{", "}", "<", ">", "'", "\"", "\\", "/*", "*/", "//", "///", "#", "#\"",
    "r#", "r\"", "b'", "c\"", "k#", "'r#", "##", "=", "|", "&", "!", ";", ",", "é", "\r",
    "\u{feff}", "\0", "1.", "async ",
];

/// A text with a few mistakes: something left out, doubled, swapped, or put in.
fn mutate(text: &str, random: &mut Random) -> String {
    let mut characters: Vec<String> = text.chars().map(String::from).collect();
    for _ in 0..=random.below(3) {
        let length = characters.len().max(1);
        let at = random.below(length);
        let behind = (at + 1 + random.below(12)).min(characters.len());
        match random.below(5) {
            0 => drop(characters.drain(at.min(behind)..behind)),
            1 => {
                let again: Vec<_> = characters[at.min(behind)..behind].to_vec();
                characters.splice(at..at, again);
            }
            2 if !characters.is_empty() => {
                let other = random.below(length);
                characters.swap(at, other);
            }
            _ => characters.insert(
                at.min(characters.len()),
                INSERTED[random.below(INSERTED.len())].to_owned(),
            ),
        }
    }
    characters.concat()
}

/// Part of a text: some lines in a row, so that a mutant is read quickly.
fn excerpt<'t>(text: &'t str, random: &mut Random) -> &'t str {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let first = random.below(lines.len().max(1));
    let begin: usize = lines[..first].iter().map(|line| line.len()).sum();
    let count = 1 + random.below(30);
    let length: usize = lines[first..]
        .iter()
        .take(count)
        .map(|line| line.len())
        .sum();
    &text[begin..begin + length]
}

/// Reads so many mutants, and says how many of them are readable.
fn read_mutants(count: usize, seed: u64) -> usize {
    let texts = texts();
    let mut random = Random::new(seed);
    let mut readable = 0;
    for number in 0..count {
        let (_, text) = &texts[random.below(texts.len())];
        let is_whole = number % 8 == 0 && text.len() < 4_000;
        let part = if is_whole {
            text.as_str()
        } else {
            excerpt(text, &mut random)
        };
        let mutant = mutate(part, &mut random);
        let source = check(&mutant);
        let again = Source::new(mutant.as_str(), Edition::E2024);
        assert_eq!(source.tree(), again.tree());
        if source.tree().is_ok() {
            source.names().expect("it has a tree");
            readable += 1;
        }
    }
    readable
}

#[test]
fn a_parameter_may_have_no_name() {
    assert!(check("trait T { fn f(Vec<u8>, _: u8); }").tree().is_ok());
}

#[test]
fn mistakes_do_no_harm() {
    let readable = read_mutants(1_000, 1);
    assert!(
        (50..950).contains(&readable),
        "{readable} of 1000 are readable"
    );
}

#[test]
#[ignore = "a long sweep: 100,000 texts with mistakes, read one by one"]
fn a_hundred_thousand_mistakes_do_no_harm() {
    let readable = read_mutants(100_000, 2);
    assert!(
        (5_000..95_000).contains(&readable),
        "{readable} are readable"
    );
}
