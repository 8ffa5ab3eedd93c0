//! Explanations for people to read, sentence by sentence.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::compiler::Compiler;
use super::explainer::Explainer;
use super::mutants::{Mutant, rank};
use crate::view::lens::Style;
use crate::view::report::explained;
use crate::view::theme::Theme;

/// How wide a reader's terminal is.
const WIDTH: usize = 100;

/// Which explanations are wanted: `SEED:COUNT:FOLDER`.
pub struct Wish {
    seed: String,
    /// How many.
    pub count: usize,
    /// Where they are written, a file each.
    pub folder: String,
}

impl Wish {
    /// Reads a wish; `None` if it isn't one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        Some(Self {
            seed: parts.next()?.to_owned(),
            count: parts.next()?.parse().ok()?,
            folder: parts.next()?.to_owned(),
        })
    }

    /// Writes that many explanations, or as many as there are; how many.
    pub fn grant(&self, compiler: &Compiler, explainer: &Explainer, mutants: &[Mutant]) -> usize {
        fs::create_dir_all(&self.folder).expect("a folder");
        let mut order: Vec<&Mutant> = mutants.iter().collect();
        order.sort_by_key(|mutant| rank(&format!("{} {}", self.seed, mutant.name)));
        let explanations = order
            .into_iter()
            .filter_map(|mutant| self.explanation(compiler, explainer, mutant));
        let mut written = 0;
        for text in explanations.take(self.count) {
            written += 1;
            let path = Path::new(&self.folder).join(format!("{written:03}.txt"));
            fs::write(path, text).expect("written");
        }
        written
    }

    /// What is said about one of a mutant's errors, if the lens has anything to say.
    fn explanation(
        &self,
        compiler: &Compiler,
        explainer: &Explainer,
        mutant: &Mutant,
    ) -> Option<String> {
        let errors = compiler.new_errors(mutant)?;
        let lenses = explainer.explain(mutant, &errors);
        let said = errors.iter().zip(&lenses);
        let said: Vec<_> = said.filter(|(_, lens)| lens.is_some()).collect();
        let random = rank(&format!("{} {} error", self.seed, mutant.name));
        let index = usize::try_from(random % u64::try_from(said.len().max(1)).ok()?).ok()?;
        let (error, lens) = said.get(index)?;
        let mut text = format!("{}\n\n== the program\n", mutant.name);
        for (index, line) in mutant.text.lines().enumerate() {
            let _ = writeln!(text, "{:4} | {line}", index + 1);
        }
        let _ = write!(text, "\n== rustc\n{}\n== our explanation\n", error.rendered);
        let theme = Theme {
            color: false,
            unicode: true,
        };
        for line in explained::one(error, lens.as_ref(), false, Style::Drawing, WIDTH, theme) {
            let _ = writeln!(text, "{line}");
        }
        Some(text)
    }
}
