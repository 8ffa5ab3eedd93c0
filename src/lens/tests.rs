//! The golden programs of `tests/lens`, looked at without a compiler: tests only.

use std::path::Path;

use crate::lens::{Lens, look_at_all};
use crate::model::ask::facts::{Facts, VariableFacts};
use crate::model::rustc_json;
use crate::rust::{Edition, Source, edit};

/// A file of a golden program such as `E0502/simple`.
pub fn read(name: &str, extension: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens");
    let file = root.join(format!("{name}.{extension}"));
    std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

/// What is said of the errors of a golden program. `types` are those of variables, each with the
/// text that ends with the variable's name where it's declared.
pub fn look_at(name: &str, types: &[(&str, &str)]) -> Vec<Lens> {
    let looked = looked_at(name, types).into_iter();
    looked.map(|lens| lens.expect("a lens")).collect()
}

/// The same of a golden program some of whose errors have no lens.
pub fn look_at_some(name: &str) -> Vec<Lens> {
    looked_at(name, &[]).into_iter().flatten().collect()
}

fn looked_at(name: &str, types: &[(&str, &str)]) -> Vec<Option<Lens>> {
    let source = Source::new(read(name, "rs"), Edition::E2024);
    let facts = types.iter().map(|(declaration, told)| {
        let begin = source.text().find(declaration).expect("it's declared");
        let name = declaration.rfind(' ').map_or(0, |at| at + 1);
        let known = VariableFacts {
            ty: Some((*told).to_owned()),
            ..VariableFacts::default()
        };
        (begin + name, known)
    });
    let facts = Facts::new(facts);
    let said = rustc_json::parse(&read(name, "json")).diagnostics;
    look_at_all(&said, |_| Some(&source), &facts)
}

/// A learner's editor on Windows may write `\r\n`: a repair that adds a line writes it too.
#[test]
fn repairs_have_the_line_breaks_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens");
    let mut new_lines = 0;
    for code in std::fs::read_dir(folder).expect("the folder").flatten() {
        for file in std::fs::read_dir(code.path()).expect("a folder").flatten() {
            let file = file.path();
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let read = |file: &Path| std::fs::read_to_string(file).expect("readable");
            let text = read(&file).replace("\r\n", "\n").replace('\n', "\r\n");
            let source = Source::new(text, Edition::E2024);
            let said = rustc_json::parse(&read(&file.with_extension("json"))).diagnostics;
            let lenses = look_at_all(&said, |_| Some(&source), &Facts::default());
            for repair in lenses.iter().flatten().flat_map(|lens| &lens.repairs) {
                // Several ways in one suggestion of rustc's overlap.
                let Some(changed) = edit::apply(source.text(), &repair.edits) else {
                    continue;
                };
                let bare = changed.replace("\r\n", "").contains(['\r', '\n']);
                assert!(!bare, "{}: {repair:?}", file.display());
                let breaks = |text: &str| text.matches("\r\n").count();
                new_lines += usize::from(breaks(&changed) > breaks(source.text()));
            }
        }
    }
    assert!(new_lines > 50, "only {new_lines} repairs add lines");
}
