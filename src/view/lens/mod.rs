//! The borrow lens on a terminal: headline, drawing, sentences, ways out.

mod drawing;
mod excerpt;
mod figure;
mod remarks;
mod signs;
mod sources;
pub mod style;
mod ways_out;
mod words;

use crate::lens::account::AtRunTime;
use crate::lens::rule::Rule;
use crate::lens::{Lens, Tier};
pub use style::Style;

use crate::view::text::{fill, safe};
use crate::view::theme::Theme;

/// The widest that prose is set.
const PROSE: usize = 90;

/// All of a lens as lines of at most `width` columns.
pub fn lines(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = picture(lens, style, width, theme);
    lines.extend(ways_out::lines(lens, style, width, theme));
    lines.extend(harm(lens, width, theme));
    lines
}

/// An error that goes with the repair of another: its code, its place, rustc's message, and that.
pub fn consequence(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let place = lens.place.map_or_else(String::new, |place| {
        format!("{}:{}:{}", lens.file, place.line, place.column)
    });
    let code = lens.code.as_deref().unwrap_or("error");
    let mut lines = vec![format!(
        "{}    {}",
        theme.bad(code),
        theme.key(&safe(&place, false))
    )];
    let message = format!("rustc: {}", safe(&lens.message, false).replace('\n', " "));
    lines.extend(fill(&message, width.min(PROSE)));
    lines.extend(story(lens, width, theme));
    lines
}

/// Drawing, sentences, ways out and rustc's remarks without a headline, for a page that has its own.
pub fn example(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = body(lens, style, width, theme);
    lines.extend(ways_out::lines(lens, style, width, theme));
    lines.extend(harm(lens, width, theme));
    lines.extend(remarks::lines(lens, style, width, theme));
    lines
}

/// Headline, drawing and sentences, without the ways out.
fn picture(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = headline(lens, width, theme);
    lines.extend(body(lens, style, width, theme));
    lines
}

/// What rustc says besides, under its own heading; nothing if all is said.
pub fn remarks(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    remarks::lines(lens, style, width, theme)
}

/// The ways out alone.
pub fn ways_out(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    ways_out::lines(lens, style, width, theme)
}

fn body(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    if lens.tier != Tier::Text {
        lines.push(String::new());
        lines.extend(match style {
            Style::Drawing => drawing::lines(lens, width, theme),
            Style::Words => words::lines(lens, width, theme),
        });
    }
    let told = story(lens, width, theme);
    if !told.is_empty() {
        lines.push(String::new());
        lines.extend(told);
    }
    lines
}

/// The code, the rule in plain words, the place.
fn headline(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let code = lens.code.as_deref().unwrap_or("lifetime");
    let code = match lens.rule {
        Rule::Threads | Rule::Syntax if lens.code.is_none() => "error",
        _ => code,
    };
    let place = lens.place.map_or_else(String::new, |p| {
        format!("{}:{}:{}", lens.file, p.line, p.column)
    });
    let place = safe(&place, false);
    let (title, indent) = (title(lens.rule), code.len() + 2);
    let columns = indent + title.len() + console::measure_text_width(&place) + 4;
    let mut lines = match columns <= width {
        true => vec![format!(
            "{}    {}",
            theme.bad(&format!("{code}  {title}")),
            theme.key(&place)
        )],
        false => {
            let title = fill(title, width.saturating_sub(indent));
            let title = title.iter().enumerate().map(|(index, line)| match index {
                0 => theme.bad(&format!("{code}  {line}")),
                _ => theme.bad(&format!("{}{line}", " ".repeat(indent))),
            });
            let place = fill(&place, width);
            title
                .chain(place.iter().map(|line| theme.key(line)))
                .collect()
        }
    };
    lines.extend(fill(lens.summary, width.min(PROSE)));
    let message = format!("rustc: {}", safe(&lens.message, false).replace('\n', " "));
    lines.extend(fill(&message, width.min(PROSE)));
    lines
}

fn title(rule: Rule) -> &'static str {
    match rule {
        Rule::OneOwner => "RULE 1: ONE OWNER",
        Rule::Mutability => "A VARIABLE NEEDS `mut` TO CHANGE",
        Rule::Initialization => "A VARIABLE NEEDS A VALUE BEFORE IT IS USED",
        Rule::ReadersOrWriter => "RULE 2: MANY READERS OR ONE WRITER",
        Rule::NoDangling => "RULE 3: NO REFERENCE OUTLIVES ITS DATA",
        Rule::Threads => "RULE 2 BETWEEN THREADS: MANY READERS OR ONE WRITER",
        Rule::Types => "TYPES MUST FIT",
        Rule::Names => "A NAME MUST BE KNOWN",
        Rule::Abilities => "A TYPE MUST HAVE WHAT IS ASKED OF IT",
        Rule::Definitions => "DEFINITIONS AND THEIR USES MUST AGREE",
        Rule::Patterns => "A PATTERN MUST FIT ITS VALUE",
        Rule::ControlFlow => "`break` AND `return` NEED SOMETHING TO LEAVE",
        Rule::Privacy => "WHAT IS PRIVATE STAYS INSIDE ITS MODULE",
        Rule::Unsafe => "WHAT CANNOT BE CHECKED NEEDS `unsafe`",
        Rule::Syntax => "A SLIP",
    }
}

/// What happened, and whether the program would be fine.
fn story(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let width = width.min(PROSE);
    let sentences = lens.story.iter();
    let sentences = sentences.flat_map(|sentence| fill(&excerpt::sentence(sentence, theme), width));
    let mut lines: Vec<String> = sentences.collect();
    if let Some(AtRunTime::Sound(text) | AtRunTime::Harmless(text)) = &lens.at_run_time {
        let text = fill(&excerpt::sentence(text, theme), width);
        lines.extend(text.iter().map(|line| theme.strong(line)));
    }
    lines
}

/// What would go wrong, in a paragraph of its own. It comes after the ways out, which a learner
/// needs first.
fn harm(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let Some(AtRunTime::Harm(text)) = &lens.at_run_time else {
        return Vec::new();
    };
    let text = format!("If Rust allowed this: {text}");
    let mut lines = vec![String::new()];
    lines.extend(fill(&excerpt::sentence(&text, theme), width.min(PROSE)));
    lines
}

/// All of a lens for a place that has a headline of its own, beginning at its first line.
pub fn in_brief(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = body(lens, style, width, theme);
    lines.extend(ways_out::lines(lens, style, width, theme));
    lines.extend(harm(lens, width, theme));
    lines.extend(remarks::lines(lens, style, width, theme));
    // The caller parts it from what is above.
    if lines.first().is_some_and(String::is_empty) {
        lines.remove(0);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lens as model;
    use crate::lens::codes::{self, entry};
    use crate::model::ask::facts::Facts;
    use crate::model::diagnostic::Diagnostic;
    use crate::rust::{Edition, Source};
    use crate::view::report::explained;
    use proptest::prelude::{Strategy, any, prop_assert, proptest};

    /// A code's example with its places and labels spoilt in some way.
    #[derive(Debug, Clone)]
    struct Spoilt {
        diagnostic: Diagnostic,
        source: String,
    }

    fn with_pages() -> Vec<&'static str> {
        let with_example = codes::entries().into_iter().filter(|e| e.example.is_some());
        with_example.map(|entry| entry.code).collect()
    }

    fn spoil(code: &str, seed: u64, how: u8) -> Option<Spoilt> {
        let entry = entry(code)?;
        let mut diagnostic = entry.example_error()?;
        let mut source = entry.example?.source.to_owned();
        let mut random = seed;
        let mut next = |limit: usize| {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(random >> 33).unwrap_or(0) % limit.max(1)
        };
        let children = diagnostic.children.iter_mut().flat_map(|c| &mut c.spans);
        for span in diagnostic.spans.iter_mut().chain(children) {
            match how % 8 {
                0 if next(2) == 0 => span.label = None,
                1 => span.line_start = next(20),
                2 => (span.line_start, span.line_end) = (next(12), next(12)),
                3 => (span.column_start, span.column_end) = (next(60), next(60)),
                4 => span.is_primary = next(2) == 0,
                5 => span.label = span.label.as_ref().map(|l| l.replace('`', "")),
                _ => {}
            }
        }
        match how / 8 % 8 {
            1 => source.clear(),
            2 => source = source.replace('\n', "\r\n"),
            3 => source.insert(0, '\u{feff}'),
            4 => source = source.replace("    ", "\t"),
            5 => source = source.chars().take(next(200)).collect(),
            6 => source = source.replace(['{', '('], ""),
            7 => source = source.replace('a', "あ\u{301}"),
            _ => {}
        }
        Some(Spoilt { diagnostic, source })
    }

    fn spoilt() -> impl Strategy<Value = (Spoilt, usize, bool, bool)> {
        let codes = with_pages();
        let parts = (
            0..codes.len(),
            any::<u64>(),
            any::<u8>(),
            20usize..120,
            any::<bool>(),
            any::<bool>(),
        );
        parts.prop_filter_map(
            "a page without a program",
            move |(code, seed, how, width, unicode, words)| {
                Some((spoil(codes[code], seed, how)?, width, unicode, words))
            },
        )
    }

    proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]
        #[test]
        fn spoilt_input_neither_panics_nor_loses_the_message((spoilt, width, unicode, words) in spoilt()) {
            let theme = Theme { color: false, unicode };
            let style = if words { Style::Words } else { Style::Drawing };
            let error = &spoilt.diagnostic;
            let source = Source::new(spoilt.source.as_str(), Edition::E2024);
            for source in [Some(&source), None] {
                let lens = model::look(error, source, &Facts::default());
                let lines = explained::one(error, lens.as_ref(), false, style, width, theme);
                let solid = |text: &str| text.split_whitespace().collect::<String>();
                let shown = solid(&lines.join(""));
                prop_assert!(shown.contains(&solid(&error.message)), "{lines:#?}");
                let own = lens.map_or_else(Vec::new, |lens| super::lines(&lens, style, width, theme));
                for line in own {
                    prop_assert!(console::measure_text_width(&line) <= width.max(40), "too wide: {line}");
                }
            }
        }
    }

    #[test]
    fn a_drawing_in_colour_says_the_same() {
        let plain = Theme {
            color: false,
            unicode: true,
        };
        let color = Theme {
            color: true,
            unicode: true,
        };
        for code in with_pages() {
            let Some(Spoilt { diagnostic, source }) = spoil(code, 0, 7) else {
                continue;
            };
            let source = Source::new(source, Edition::E2024);
            let Some(lens) = model::look(&diagnostic, Some(&source), &Facts::default()) else {
                continue;
            };
            let bare = |theme| {
                let drawn = lines(&lens, Style::Drawing, 80, theme).join("\n");
                console::strip_ansi_codes(&drawn).into_owned()
            };
            assert_eq!(bare(plain), bare(color));
        }
    }
}
