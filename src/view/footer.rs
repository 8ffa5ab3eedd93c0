//! The line of keys at the foot of a screen.

use crate::view::theme::Theme;

/// One line of keys and what they do: as many of `keys` as fit, then all of `always`.
pub fn keys_that_fit(
    keys: &[(&str, &str)],
    always: &[(&str, &str)],
    width: usize,
    theme: Theme,
) -> String {
    let columns = |(key, word): &(&str, &str)| key.len() + word.len() + 3;
    let mut left = (width + 2).saturating_sub(always.iter().map(columns).sum());
    let mut chosen = Vec::new();
    for key in keys {
        if columns(key) <= left {
            left -= columns(key);
            chosen.push(key);
        }
    }
    chosen.extend(always);
    let words = chosen
        .iter()
        .map(|(key, word)| format!("{} {word}", theme.key(key)));
    words.collect::<Vec<_>>().join("  ")
}
