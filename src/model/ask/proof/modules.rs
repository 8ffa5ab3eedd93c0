//! Several programs as modules of one crate.

/// A crate whose modules are whole programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    /// The crate's text.
    pub text: String,
    /// The lines on which each program begins and ends, from 1, in the order given.
    lines: Vec<(usize, usize)>,
}

impl Modules {
    /// Puts each program into a module with this name and its index behind it.
    pub fn new(programs: &[&str], name: &str) -> Self {
        let mut text = String::new();
        let mut lines = Vec::new();
        let mut line = 1;
        for (index, program) in programs.iter().enumerate() {
            // Everything in them can be reached, as it can in the root of a library.
            text.push_str(&format!("pub mod {name}_{index} {{\n{program}\n}}\n"));
            let first = line + 1;
            line = first + program.matches('\n').count() + 2;
            lines.push((first, line - 2));
        }
        text.push_str("pub fn main() {}\n");
        Self { text, lines }
    }

    /// The program that has this line of the crate.
    pub fn program_at(&self, line: usize) -> Option<usize> {
        let mut lines = self.lines.iter();
        lines.position(|(first, last)| (*first..=*last).contains(&line))
    }

    /// How many lines of the crate come before a program.
    pub fn lines_before(&self, program: usize) -> usize {
        self.lines.get(program).map_or(0, |(first, _)| first - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_of_its_program() {
        let modules = Modules::new(&["a\nb", "", "c // d", "e\n"], "__m");
        assert_eq!(
            modules.text,
            "pub mod __m_0 {\na\nb\n}\npub mod __m_1 {\n\n}\npub mod __m_2 {\nc // d\n}\n\
             pub mod __m_3 {\ne\n\n}\npub fn main() {}\n"
        );
        let count = modules.text.lines().count();
        let programs: Vec<_> = (1..=count).map(|line| modules.program_at(line)).collect();
        let expected = "-00--1--2--33--";
        let digit = |found: &Option<usize>| found.map_or("-".to_owned(), |p| p.to_string());
        assert_eq!(programs.iter().map(digit).collect::<String>(), expected);
        let before: Vec<_> = (0..4)
            .map(|program| modules.lines_before(program))
            .collect();
        assert_eq!(before, [1, 5, 8, 11]);
    }
}
