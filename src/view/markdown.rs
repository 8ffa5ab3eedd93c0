//! Markdown as text for a terminal: headings, paragraphs, lists, code, links with their addresses.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::view::text::{fill_with_code, safe};
use crate::view::theme::Theme;

/// How far code is indented.
const INDENT: &str = "    ";

/// The text's lines, its prose fitted to `width` columns. Code keeps its lines.
pub fn lines(markdown: &str, width: usize, theme: Theme) -> Vec<String> {
    let mut page = Page {
        lines: Vec::new(),
        width,
        theme,
        prose: String::new(),
        lists: Vec::new(),
        links: Vec::new(),
        is_code: false,
    };
    for event in Parser::new(markdown) {
        page.add(event);
    }
    page.flush("", "");
    while page.lines.last().is_some_and(String::is_empty) {
        page.lines.pop();
    }
    page.lines
}

/// The items of the lists below a heading, as Markdown without its marks.
pub fn items_below(markdown: &str, heading: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut title = String::new();
    let (mut is_heading, mut is_item) = (false, false);
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                title.clear();
                is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => is_heading = false,
            Event::Start(Tag::Item) if title == heading => {
                items.push(String::new());
                is_item = true;
            }
            Event::End(TagEnd::Item) => is_item = false,
            other => {
                let text = words(&other);
                if is_heading {
                    title += &text;
                } else if let Some(item) = items.last_mut().filter(|_| is_item) {
                    *item += &text;
                }
            }
        }
    }
    items
}

/// What stands in a line of prose.
fn words(event: &Event<'_>) -> String {
    match event {
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => safe(text, false),
        Event::Code(code) => format!("`{}`", safe(code, false)),
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        _ => String::new(),
    }
}

struct Page {
    lines: Vec<String>,
    width: usize,
    theme: Theme,
    /// The prose that isn't in the lines yet.
    prose: String,
    /// The lists that are open, with the number of the next item if they're numbered.
    lists: Vec<Option<u64>>,
    /// The addresses of the links that are open.
    links: Vec<String>,
    is_code: bool,
}

impl Page {
    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Rule => self.gap(),
            Event::Text(code) if self.is_code => self.prose += &code,
            other => self.prose += &words(&other),
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.close_item();
                self.lists.push(first);
            }
            Tag::CodeBlock(_) => {
                self.close_item();
                self.gap();
                self.is_code = true;
            }
            Tag::Link { dest_url, .. } => self.links.push(safe(&dest_url, false)),
            Tag::Heading { .. } => self.gap(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let title = std::mem::take(&mut self.prose);
                self.lines.push(self.theme.strong(&title));
                self.gap();
            }
            TagEnd::Paragraph if self.lists.is_empty() => {
                self.flush("", "");
                self.gap();
            }
            TagEnd::Item => self.close_item(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::CodeBlock => {
                let code = std::mem::take(&mut self.prose);
                let code = safe(&code, false);
                let lines = code.lines().map(|line| format!("{INDENT}{line}"));
                self.lines
                    .extend(lines.map(|line| line.trim_end().to_owned()));
                self.is_code = false;
                self.gap();
            }
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    /// The address follows the link's text, unless it is the text.
    fn close_link(&mut self) {
        if let Some(address) = self.links.pop()
            && !self.prose.ends_with(&address)
        {
            self.prose += &format!(": {address}");
        }
    }

    /// Ends an item whose text isn't in the lines yet.
    fn close_item(&mut self) {
        if self.prose.is_empty() {
            return;
        }
        let depth = "  ".repeat(self.lists.len().saturating_sub(1));
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(None) => "- ".to_owned(),
            None => String::new(),
        };
        let rest = " ".repeat(depth.len() + mark.len());
        self.flush(&format!("{depth}{mark}"), &rest);
    }

    /// Moves the prose into the lines; `first` and `rest` stand before them.
    fn flush(&mut self, first: &str, rest: &str) {
        let prose = std::mem::take(&mut self.prose);
        if prose.trim().is_empty() {
            return;
        }
        let room = self.width.saturating_sub(rest.len());
        let mut before = first;
        for line in fill_with_code(prose.trim(), room) {
            self.lines.push(format!("{before}{line}"));
            before = rest;
        }
    }

    /// An empty line, but never two.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = "# Values\n\nEvery *value* has a type, and `let` gives it\na name.\n\n\
        ```rust\nlet n = 3;\n\nlet m = n;\n```\n\n## You can now\n\n- name a `type`\n- convert\n  numbers\n\n\
        1. one\n2. two\n\n## Read more\n\n- [The Book](https://doc.rust-lang.org/book/)\n";

    #[test]
    fn a_page_is_text_for_a_terminal() {
        let expected = "Values\n\nEvery value has a type, and `let` gives\nit a name.\n\n    let n = 3;\n\n    let m = n;\n\n\
            You can now\n\n- name a `type`\n- convert numbers\n\n1. one\n2. two\n\nRead more\n\n\
            - The Book:\n  https://doc.rust-lang.org/book/";
        assert_eq!(lines(PAGE, 40, Theme::PLAIN).join("\n"), expected);
    }

    #[test]
    fn the_items_below_a_heading_are_found() {
        let items = items_below(PAGE, "You can now");
        assert_eq!(items, ["name a `type`", "convert numbers", "one", "two"]);
        assert!(items_below(PAGE, "Elsewhere").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_drawn_without_panic(text: String, width in 0_usize..100) {
            let _ = lines(&text, width, Theme::PLAIN);
            let _ = items_below(&text, "x");
        }
    }
}
