//! The golden programs of `tests/lens`, looked at without a compiler: tests only.

use std::path::Path;

use crate::lens::{Lens, look_at_all};
use crate::model::ask::facts::{Facts, VariableFacts};
use crate::model::rustc_json;
use crate::rust::{Edition, Source};

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
