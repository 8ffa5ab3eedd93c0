//! The help page of each screen: what its keys do.

use crate::view::text::fill;
use crate::view::theme::Theme;

/// The keys of the exercise's screen.
const EXERCISE: [(&str, &str); 17] = [
    ("n", "go to the next exercise you haven't solved"),
    ("p", "go to the previous exercise"),
    ("h", "show a hint; press it again for a clearer one"),
    (
        "i",
        "read the chapter's page: what it's about, with an example",
    ),
    (
        "l",
        "list all exercises: search, filter, open or reset them",
    ),
    (
        "o",
        "the full output: all errors, warnings, tests and prints",
    ),
    ("r", "check again, without the cache"),
    ("a", "check all exercises"),
    ("e", "open the file in your editor ($VISUAL or $EDITOR)"),
    ("x", "reset the exercise (we ask first and keep a backup)"),
    ("t", "restore the original tests and keep your code"),
    ("u", "undo the last reset"),
    ("s", "once yours passes, compare it with our solution"),
    ("g", "go to the other exercise you just saved"),
    (
        "j k",
        "scroll; also arrows, PageUp, PageDown, Home, End and, in most terminals, the mouse wheel",
    ),
    ("q", "quit (your progress is always saved)"),
    ("?", "this page"),
];

/// The keys of the list, but for those that leave it.
const LIST: [(&str, &str); 6] = [
    ("Enter", "go to the exercise and check it"),
    ("j k", "move; also arrows, PageUp, PageDown, Home and End"),
    (
        "f",
        "show all exercises, only pending ones, or only done ones",
    ),
    ("/", "search names, titles and chapters; Esc clears it"),
    ("e", "open the file in your editor ($VISUAL or $EDITOR)"),
    ("x", "reset the exercise (we ask first and keep a backup)"),
];

/// Help for the exercise's screen; `s` is listed only if there is a solution.
/// `i` only if the chapter has a page.
pub fn for_exercise(has_solution: bool, has_page: bool, width: usize, theme: Theme) -> Vec<String> {
    let first = "Edit the file in your editor. Every time you save, we check it.";
    let is_offered = |(key, _): &(&str, &str)| match *key {
        "s" => has_solution,
        "i" => has_page,
        _ => true,
    };
    let keys: Vec<(&str, &str)> = EXERCISE.into_iter().filter(is_offered).collect();
    let mut lines = page(first, &keys, width, theme);
    lines.push(String::new());
    lines.extend(fill("The same keys move in long pages and lists.", width));
    lines.extend(fill(
        "Esc or q goes back, and ? shows help on every screen.",
        width,
    ));
    lines
}

/// Help for a page that can be scrolled.
pub fn for_page(width: usize, theme: Theme) -> Vec<String> {
    let keys = [
        (
            "j k",
            "scroll by a line; also arrows and, in most terminals, the mouse wheel",
        ),
        ("Space", "scroll by a page; also PageUp and PageDown"),
        ("g G", "go to the beginning or the end; also Home and End"),
        ("q", "back to the exercise; also Esc"),
        ("?", "this page"),
    ];
    page(
        "Scroll through the text, then go back.",
        &keys,
        width,
        theme,
    )
}

/// Help for the list. With `list_only`, leaving the list ends the program.
pub fn for_list(list_only: bool, width: usize, theme: Theme) -> Vec<String> {
    let back = if list_only {
        "quit; also Esc"
    } else {
        "back to the exercise; also Esc"
    };
    let mut keys = LIST.to_vec();
    keys.extend([("q", back), ("?", "this page")]);
    page("Choose an exercise.", &keys, width, theme)
}

/// Help while a search is being typed.
pub fn for_search(width: usize, theme: Theme) -> Vec<String> {
    let keys = [
        ("Enter", "keep these results, then choose with j and k"),
        ("Esc", "clear the search and go back to where you were"),
        ("?", "this page"),
    ];
    let first = "Type part of a name, a title or a chapter.";
    page(first, &keys, width, theme)
}

/// Help for the question whether to reset.
pub fn for_reset_question(width: usize, theme: Theme) -> Vec<String> {
    let keys = [
        ("y", "yes, make the file what it was at the start"),
        ("q", "no; any other key means no too"),
        ("?", "this page"),
    ];
    let first =
        "We keep your version as a backup. To get it back, press u on the exercise's screen.";
    page(first, &keys, width, theme)
}

/// A sentence above a table of keys.
fn page(first: &str, keys: &[(&str, &str)], width: usize, theme: Theme) -> Vec<String> {
    let mut lines: Vec<String> = fill(first, width).iter().map(|l| theme.strong(l)).collect();
    lines.push(String::new());
    let columns = keys.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    for (key, what) in keys {
        let gap = " ".repeat(columns - key.len() + 2);
        let mut before = format!("  {}{gap}", theme.key(key));
        for line in fill(what, width.saturating_sub(columns + 4)) {
            lines.push(before + &line);
            before = " ".repeat(columns + 4);
        }
    }
    lines
}
