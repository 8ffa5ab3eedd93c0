//! Slips of the fingers, most of which stop the parser.

use super::Mutator;

/// A token, what stands there instead, and what that is called.
const SLIPS: [(&str, &str, &str); 14] = [
    (")", "", "lost-parenthesis"),
    ("(", "", "lost-open-parenthesis"),
    ("}", "", "lost-brace"),
    ("{", "", "lost-open-brace"),
    ("]", "", "lost-bracket"),
    (",", "", "lost-comma"),
    (":", "", "lost-colon"),
    ("!", "", "lost-bang"),
    ("=", "==", "doubled-equals"),
    (":", "=", "equals-for-colon"),
    ("fn", "func", "func-for-fn"),
    ("let", "var", "var-for-let"),
    ("match", "switch", "switch-for-match"),
    ("for", "foreach", "foreach-for-for"),
];

impl Mutator<'_> {
    pub(super) fn slips(&mut self) {
        for token in self.source.all() {
            let word = self.source.word(token).to_owned();
            let at = self.source.begin(token);
            for (_, other, name) in SLIPS.iter().filter(|(of, _, _)| *of == word) {
                self.replace(name, at..at + word.len(), *other);
            }
            if word.starts_with('"') && word.len() > 1 {
                self.delete("lost-quote", at + word.len() - 1..at + word.len());
                self.delete("lost-open-quote", at..at + 1);
                self.replace("smart-quotes", at..at + 1, "\u{201c}");
            }
            let next = self.source.begin(token + 1);
            let glued = |second: &str| next == at + 1 && self.source.word(token + 1) == second;
            if word == "=" && glued("=") {
                self.delete("equals-for-comparison", next..next + 1);
            }
            if word == "-" && glued(">") {
                self.replace("fat-arrow-for-thin", at..next + 1, "=>");
            }
            if word == "=" && glued(">") {
                self.replace("thin-arrow-for-fat", at..next + 1, "->");
            }
        }
    }
}
