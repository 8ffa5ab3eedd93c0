//! What the keys of each screen do.

use crate::view::text::fill;
use crate::view::theme::Theme;

/// Keys of the exercise's screen and what they do.
const EXERCISE: [(&str, &str); 15] = [
    ("n", "go to the next exercise that is not done"),
    ("p", "go to the previous exercise"),
    ("h", "show a hint; press it again for a clearer one"),
    ("l", "list all exercises: move, filter, search, open, reset"),
    ("o", "the full output: every error, warning, test and print"),
    ("r", "check again, without the cache"),
    ("a", "check all exercises"),
    ("e", "open the file in your editor ($VISUAL or $EDITOR)"),
    ("x", "reset the exercise (asks first and keeps a backup)"),
    ("t", "restore only its tests, and keep your code"),
    ("u", "undo the last reset"),
    (
        "s",
        "our solution, once yours passes, and the difference to it",
    ),
    ("g", "go to the other exercise that you have just saved"),
    ("q", "quit; progress is saved all the time"),
    ("?", "this page"),
];

const LIST: [(&str, &str); 6] = [
    ("Enter", "go to the exercise and check it"),
    ("j k", "move; also arrows, PageUp, PageDown, Home and End"),
    ("f", "show all, only those to do, or only those done"),
    ("/", "search names, titles and chapters; Esc ends it"),
    ("e", "open the file in your editor ($VISUAL or $EDITOR)"),
    ("x", "reset the exercise (asks first and keeps a backup)"),
];

/// Of the exercise's screen. A solution is only offered where there is one.
pub fn of_exercise(has_solution: bool, width: usize, theme: Theme) -> Vec<String> {
    let first = "Edit the file in your editor. Each time you save, it is checked here.";
    let is_offered = |(key, _): &(&str, &str)| *key != "s" || has_solution;
    let keys: Vec<(&str, &str)> = EXERCISE.into_iter().filter(is_offered).collect();
    let mut lines = page(first, &keys, width, theme);
    lines.push(String::new());
    lines.extend(fill(
        "In long pages and lists: arrows or j and k, PageUp and PageDown, Home and End.",
        width,
    ));
    lines.extend(fill("Esc or q goes back; ? helps on every screen.", width));
    lines
}

/// Of a page that can be scrolled.
pub fn of_page(width: usize, theme: Theme) -> Vec<String> {
    let keys = [
        ("j k", "scroll by a line; also arrows"),
        ("Space", "scroll by a page; also PageUp and PageDown"),
        ("g G", "to the beginning, to the end; also Home and End"),
        ("q", "back to the exercise; also Esc"),
        ("?", "this page"),
    ];
    page(
        "A long text. Scroll through it, then go back.",
        &keys,
        width,
        theme,
    )
}

/// Of the list; where there is nothing but the list, leaving it ends the program.
pub fn of_list(is_alone: bool, width: usize, theme: Theme) -> Vec<String> {
    let back = if is_alone {
        "quit; also Esc"
    } else {
        "back to the exercise; also Esc"
    };
    let mut keys = LIST.to_vec();
    keys.extend([("q", back), ("?", "this page")]);
    page("Choose an exercise.", &keys, width, theme)
}

/// Of a search that is being typed.
pub fn of_search(width: usize, theme: Theme) -> Vec<String> {
    let keys = [
        ("Enter", "keep what was found, then choose with j and k"),
        ("Esc", "end the search, back to where you were"),
        ("?", "this page"),
    ];
    let first = "Type a part of a name, a title or a chapter.";
    page(first, &keys, width, theme)
}

/// Of the question whether to reset.
pub fn of_question(width: usize, theme: Theme) -> Vec<String> {
    let keys = [
        ("y", "yes: the file becomes what it was at the start"),
        ("q", "no; every other key means no too"),
        ("?", "this page"),
    ];
    let first =
        "A reset keeps your version as a backup; u on the exercise's screen brings it back.";
    page(first, &keys, width, theme)
}

/// A sentence and a table of keys.
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
