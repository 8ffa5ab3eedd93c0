//! The items of a file or module, cut by their tokens: functions, modules, uses.
//!
//! This is no parser. What it cannot make sense of becomes an item that is like nothing else.

/// One item of a file or module, as its tokens.
#[derive(Debug, Clone, Eq)]
pub struct Item<'a> {
    /// Its first token's place in what it was cut from.
    pub begin: usize,
    /// Its attributes, and before the first item those of the file or module.
    pub attributes: Vec<&'a str>,
    /// Without the attributes.
    pub tokens: Vec<&'a str>,
}

/// Where it stands does not count.
impl PartialEq for Item<'_> {
    fn eq(&self, other: &Self) -> bool {
        (&self.attributes, &self.tokens) == (&other.attributes, &other.tokens)
    }
}

impl<'a> Item<'a> {
    /// Whether it belongs to the tests and not to the learner.
    pub fn is_guarded(&self) -> bool {
        self.is_test() || self.has_attribute(&["cfg", "(", "test", ")"])
    }

    /// `#[test]`, also that of another crate: `#[tokio::test(...)]`.
    pub fn is_test(&self) -> bool {
        let mut attributes = self.attributes.split(|token| *token == "#");
        attributes.any(|attribute| {
            let path = attribute.iter().take_while(|token| **token != "(");
            let words = path.filter(|token| !matches!(**token, "[" | "]" | ":"));
            words.last() == Some(&"test")
        })
    }

    /// Whether one of its attributes is made of exactly these tokens.
    pub fn has_attribute(&self, words: &[&str]) -> bool {
        let mut attributes = self.attributes.split(|token| *token == "#");
        attributes.any(|attribute| attribute.get(1..attribute.len().max(2) - 1) == Some(words))
    }

    /// Whether it is a function.
    pub fn is_function(&self) -> bool {
        self.tokens.contains(&"fn") && self.module_body().is_none()
    }

    /// The word behind `fn`, `mod` and the like.
    pub fn name(&self) -> &'a str {
        let keywords = [
            "fn", "mod", "struct", "enum", "trait", "const", "static", "type",
        ];
        let at = self.tokens.iter().position(|t| keywords.contains(t));
        let name = at.and_then(|at| self.tokens.get(at + 1)).copied();
        name.unwrap_or_else(|| self.tokens.first().copied().unwrap_or(""))
    }

    /// What stands between a module's braces.
    pub fn module_body(&self) -> Option<&[&'a str]> {
        let start = self.tokens.iter().position(|token| *token == "{")?;
        let head = &self.tokens[..start];
        let end = self.tokens.len() - 1;
        head.contains(&"mod")
            .then(|| self.tokens.get(start + 1..end).unwrap_or_default())
    }
}

/// Cuts the inside of a file or module into items.
pub fn items<'a>(tokens: &[&'a str]) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let attributes = attributes_length(rest);
        let length = item_length(&rest[attributes..]);
        let (head, behind) = rest.split_at(attributes);
        let (body, behind) = behind.split_at(length);
        items.push(Item {
            begin: tokens.len() - rest.len(),
            attributes: head.to_vec(),
            tokens: body.to_vec(),
        });
        rest = behind;
    }
    items
}

/// How many tokens the attributes at the start are.
fn attributes_length(tokens: &[&str]) -> usize {
    let mut at = 0;
    while tokens.get(at) == Some(&"#") {
        let bracket = at + 1 + usize::from(tokens.get(at + 1) == Some(&"!"));
        if tokens.get(bracket) != Some(&"[") {
            break;
        }
        at = bracket + group_length(&tokens[bracket..]);
    }
    at
}

/// How many tokens an item is: to its `;`, or to the end of its braces.
fn item_length(tokens: &[&str]) -> usize {
    let ends_with_semicolon = item_ends_with_semicolon(tokens);
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at] {
            ";" => return at + 1,
            "{" if !ends_with_semicolon => return at + group_length(&tokens[at..]),
            "{" | "(" | "[" => at += group_length(&tokens[at..]),
            _ => at += 1,
        }
    }
    tokens.len()
}

fn item_ends_with_semicolon(tokens: &[&str]) -> bool {
    let is_visibility = |token: &&&str| matches!(**token, "pub" | "(" | ")" | "crate" | "super");
    let mut words = tokens.iter().skip_while(is_visibility);
    match words.next() {
        // `const fn` is a function.
        Some(&"const") => !matches!(words.next(), Some(&("fn" | "unsafe" | "async" | "extern"))),
        Some(&("static" | "use" | "type" | "let")) => true,
        _ => false,
    }
}

/// How many tokens a bracketed group is, brackets included. A bracket that nothing closes ends
/// with the group around it.
pub(super) fn group_length(tokens: &[&str]) -> usize {
    let mut open: Vec<&str> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" => open.push("}"),
            "(" => open.push(")"),
            "[" => open.push("]"),
            "}" | ")" | "]" => {
                if let Some(same) = open.iter().rposition(|closing| closing == token) {
                    open.truncate(same);
                }
            }
            _ => {}
        }
        if open.is_empty() {
            return at + 1;
        }
    }
    tokens.len()
}
/// How many tokens of an item's attributes are about the whole file or module.
pub fn inner_attributes(attributes: &[&str]) -> usize {
    let mut rest = attributes;
    while rest.starts_with(&["#", "!"]) {
        let next = rest[1..].iter().position(|token| *token == "#");
        rest = rest
            .get(next.map_or(rest.len(), |next| next + 1)..)
            .unwrap_or_default();
    }
    attributes.len() - rest.len()
}
