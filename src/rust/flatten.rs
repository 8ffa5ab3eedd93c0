//! A crate's files as one text: the text of `x.rs` stands in the place of `mod x;`'s semicolon.
//!
//! Each line of the whole is a line of one file, with all characters in their columns, so places
//! in one are easily found in the other. What the modules mean stays as it was.

use std::collections::BTreeSet;
use std::fmt;

use super::items::{Item, ItemKind};
use super::lexer::Edition;
use super::source::Source;

/// A file of a crate.
#[derive(Debug, Clone, Copy)]
pub struct CrateFile<'a> {
    /// Its path from the folder of the crate's root file, with `/`.
    pub path: &'a str,
    /// What it holds.
    pub text: &'a str,
}

/// The files of a crate as one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlatCrate {
    /// The text.
    pub text: String,
    /// What keeps it from being the crate that rustc would compile: nouns, such as a module whose
    /// file is missing.
    pub problems: Vec<String>,
    /// The numbers of the files in it.
    reached: BTreeSet<usize>,
    /// For each line, its file and its line there, from 1.
    lines: Vec<(usize, usize)>,
}

/// Why files can't be put into one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlattenError {
    /// The file, by its path from the root's folder.
    pub path: String,
    /// The line in it, from 1.
    pub line: usize,
    /// What it has there, worded to follow the place.
    pub what: &'static str,
}

impl fmt::Display for FlattenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of {} {}", self.line, self.path, self.what)
    }
}

const HAS_PATH: &str =
    "has `#[path]`, but here the file of a module must be where Rust looks for it without";
const IS_HIDDEN: &str = "has `mod` in a macro, but here a module must be written out";

impl FlatCrate {
    /// Whether the file with this number is in it.
    pub fn has(&self, file: usize) -> bool {
        self.reached.contains(&file)
    }

    /// The file with this number and the line there that a line of the whole comes from.
    pub fn place(&self, line: usize) -> (usize, usize) {
        let found = line.checked_sub(1).and_then(|at| self.lines.get(at));
        let behind = || {
            let (file, last) = self.lines.last().copied().unwrap_or((0, 1));
            (file, last + line.saturating_sub(self.lines.len()))
        };
        found.copied().unwrap_or_else(behind)
    }
}

/// Puts a crate's files into one text. The first is the root.
///
/// # Errors
/// A module's file isn't where its name says.
pub fn flatten(files: &[CrateFile], edition: Edition) -> Result<FlatCrate, FlattenError> {
    let mut flattener = Flattener {
        files,
        edition,
        whole: FlatCrate {
            text: String::new(),
            problems: Vec::new(),
            reached: BTreeSet::from([0]),
            lines: Vec::new(),
        },
    };
    flattener.add_file(0, "")?;
    Ok(flattener.whole)
}

struct Flattener<'a> {
    files: &'a [CrateFile<'a>],
    edition: Edition,
    whole: FlatCrate,
}

/// A `mod x;`.
struct FileModule {
    /// The place of its semicolon, in bytes.
    semicolon: usize,
    name: String,
    /// The folder that its file is in.
    folder: String,
}

impl Flattener<'_> {
    /// Adds a file whose modules lie in `folder`.
    fn add_file(&mut self, file: usize, folder: &str) -> Result<(), FlattenError> {
        let CrateFile { path, text } = self.files[file];
        let source = Source::new(text, self.edition);
        if file > 0 && source.unbalanced().is_some() {
            let problem = format!("the file {path}, whose brackets don't match");
            self.whole.problems.push(problem);
        }
        let modules = self.file_modules(&source, path, folder)?;
        let mut done = source.head_length();
        for module in modules {
            let FileModule {
                semicolon,
                name,
                folder,
            } = module;
            let Some(found) = self.find(&folder, &name) else {
                let problem = format!("the module {name}, whose file is missing");
                self.whole.problems.push(problem);
                continue;
            };
            if !self.whole.reached.insert(found) {
                let problem = format!("the module {name}, which is there twice");
                self.whole.problems.push(problem);
                continue;
            }
            let line = source.line_of(semicolon);
            self.add(file, source.line_of(done), &text[done..semicolon]);
            self.add(file, line, "{\n");
            self.add_file(found, &below(&folder, &name))?;
            if !self.whole.text.ends_with('\n') {
                self.whole.text.push('\n');
            }
            let before = &text[source.line(line).start..semicolon];
            self.add(file, line, &" ".repeat(before.chars().count()));
            self.add(file, line, "}");
            done = semicolon + 1;
        }
        self.add(file, source.line_of(done), &text[done..]);
        Ok(())
    }

    fn add(&mut self, file: usize, line: usize, text: &str) {
        for (ahead, part) in text.split_inclusive('\n').enumerate() {
            if self.whole.text.is_empty() || self.whole.text.ends_with('\n') {
                self.whole.lines.push((file, line + ahead));
            }
            self.whole.text.push_str(part);
        }
    }

    /// The file of a module, if there's exactly one.
    fn find(&self, folder: &str, name: &str) -> Option<usize> {
        let module = below(folder, name);
        let names = [format!("{module}.rs"), format!("{module}/mod.rs")];
        let mut found = (0..self.files.len()).filter(|at| {
            let path = self.files[*at].path;
            names.iter().any(|name| name == path)
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// The modules of a file that have files of their own.
    fn file_modules(
        &self,
        source: &Source,
        path: &str,
        folder: &str,
    ) -> Result<Vec<FileModule>, FlattenError> {
        let error = |token: usize, what| FlattenError {
            path: path.to_owned(),
            line: source.line_of(source.begin(token)),
            what,
        };
        let mut known = BTreeSet::new();
        let mut modules = Vec::new();
        let mut open = vec![(source.all(), folder.to_owned())];
        while let Some((tokens, folder)) = open.pop() {
            for item in source.items(tokens) {
                if item.kind != ItemKind::Module {
                    continue;
                }
                let keyword = item.tokens.clone().find(|at| source.word(*at) == "mod");
                known.extend(keyword);
                if let Some(attribute) = path_attribute(source, &item) {
                    return Err(error(attribute, HAS_PATH));
                }
                let (Some(name), Some(last)) = (item.name, item.tokens.last()) else {
                    continue;
                };
                if let Some(body) = item.body {
                    open.push((body, below(&folder, &name)));
                } else if source.word(last) == ";" {
                    modules.push(FileModule {
                        semicolon: source.begin(last),
                        name,
                        folder: folder.clone(),
                    });
                }
            }
        }
        let is_hidden = |at: &usize| {
            let is_inline = source.is_identifier(at + 1) && source.word(at + 2) == "{";
            source.word(*at) == "mod" && !known.contains(at) && !is_inline
        };
        if let Some(hidden) = source.all().find(is_hidden) {
            return Err(error(hidden, IS_HIDDEN));
        }
        modules.sort_by_key(|module| module.semicolon);
        Ok(modules)
    }
}

/// The first token of an attribute that says where a module's file is.
fn path_attribute(source: &Source, item: &Item) -> Option<usize> {
    let mut attributes = item.attributes.iter();
    let found = attributes.find(|attribute| {
        let mut tokens = attribute.inside.clone();
        let mut says_path = || tokens.any(|at| source.name(at) == "path");
        attribute.path == "path" || (attribute.path == "cfg_attr" && says_path())
    });
    found.map(|attribute| attribute.tokens.start)
}

/// A path in a folder, which may be the root's.
fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Outline;

    fn flat(files: &[(&str, &str)]) -> Result<FlatCrate, FlattenError> {
        let files: Vec<CrateFile> = files
            .iter()
            .map(|(path, text)| CrateFile { path, text })
            .collect();
        flatten(&files, Edition::E2024)
    }

    #[test]
    fn modules_take_the_place_of_their_declarations() {
        let files = [
            ("main.rs", "é(); pub mod a; mod b;\nfn main() {}\n"),
            ("b/mod.rs", "mod c { mod d; }"),
            (
                "a.rs",
                "\u{feff}//! a\n#[cfg(test)]\nmod tests { #[test] fn t() {} }",
            ),
            ("b/c/d.rs", "\n#[test] fn u() {}\n"),
            ("unused.rs", "mod x;"),
        ];
        let whole = flat(&files).expect("one text");
        let text = "é(); pub mod a{\n//! a\n#[cfg(test)]\nmod tests { #[test] fn t() {} }\n              } mod b{\nmod c { mod d{\n\n#[test] fn u() {}\n             } }\n                     }\nfn main() {}\n";
        assert_eq!(whole.text, text);
        assert_eq!(whole.problems, [""; 0]);
        let source = Source::new(whole.text.as_str(), Edition::E2024);
        assert_eq!(Outline::of(&source).tests, ["a::tests::t", "b::c::d::u"]);
        let column = |text: &str| {
            let line = text.lines().find(|line| line.contains("mod b"));
            line.map(|line| line[..line.find("mod b").expect("it")].chars().count())
        };
        assert_eq!(column(&whole.text), column(files[0].1));
        let places: Vec<_> = (1..=12).map(|line| whole.place(line)).collect();
        let wanted = [
            (0, 1),
            (2, 1),
            (2, 2),
            (2, 3),
            (0, 1),
            (1, 1),
            (3, 1),
            (3, 2),
            (1, 1),
            (0, 1),
            (0, 2),
            (0, 3),
        ];
        assert_eq!(places, wanted);
    }

    #[test]
    fn a_module_without_a_file_stays() {
        let whole = flat(&[
            ("main.rs", "mod a; mod b; mod b; mod c; mod main;"),
            ("b.rs", "} mod e {"),
            ("c.rs", ""),
            ("c/mod.rs", ""),
        ]);
        let whole = whole.expect("one text");
        assert!(whole.text.starts_with("mod a; mod b{\n} mod e {\n"));
        assert!(whole.text.ends_with("} mod b; mod c; mod main;"));
        assert_eq!(
            whole.problems,
            [
                "the module a, whose file is missing",
                "the file b.rs, whose brackets don't match",
                "the module b, which is there twice",
                "the module c, whose file is missing",
                "the module main, which is there twice",
            ]
        );
    }

    #[test]
    fn files_must_lie_where_rust_looks_for_them() {
        for text in [
            "\n#[path = \"x.rs\"] mod a;",
            "\n#[cfg_attr(all(), path = \"x.rs\")] mod a;",
            "\n#[path = \"x\"] mod a { mod b; }",
            "\nmacro_rules! m { ($x:ident) => { mod $x; } }",
            "\nm!(mod a;);",
        ] {
            let error = flat(&[("main.rs", text)]).expect_err(text);
            assert_eq!((error.path.as_str(), error.line), ("main.rs", 2));
        }
        for text in ["fn f() { mod a { fn b() {} } }", "#[cfg(test)] mod a {}"] {
            assert_eq!(
                flat(&[("main.rs", text)]).map(|it| it.text).as_deref(),
                Ok(text)
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_texts_become_one(
            root in "(mod [ab];|mod c \\{|\\}|/\\*|\"|\r?\n|é|#\\[path\\])*",
            a in "(mod b;|\\}|\\{|\n|x)*",
        ) {
            let files = [("main.rs", root.as_str()), ("a.rs", &a), ("a/b.rs", "x"), ("c/b.rs", "")];
            if let Ok(whole) = flat(&files) {
                let count = whole.text.split_inclusive('\n').count();
                assert_eq!(whole.lines.len(), count);
            }
        }
    }
}
