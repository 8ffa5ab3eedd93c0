//! The drawing in sentences, one a line, as a screen reader says them.

use crate::lens::Lens;
use crate::lens::events::{Event, What};
use crate::lens::timeline::ANOTHER_ERROR;
use crate::view::lens::excerpt;
use crate::view::lens::sources::Sources;
use crate::view::text::{fill, safe};
use crate::view::theme::Theme;

/// One line for each line of the program that matters.
pub fn lines(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let sources = Sources::new(lens, theme);
    let mut lines = Vec::new();
    for (number, _) in &lens.lines {
        let mut events: Vec<&Event> = lens.events.iter().filter(|e| e.line == *number).collect();
        events.sort_by_key(|e| (e.round, e.column));
        let mut said: Vec<String> = events
            .iter()
            .map(|e| safe(&sentence(lens, e, theme), false))
            .collect();
        let ties = lens.ties.iter().filter(|tie| tie.line == *number);
        let labels = ties.map(|tie| without_backticks(&tie.label, theme));
        said.extend(labels.filter(|label| !label.is_empty()));
        let mut rows = lens.picture.rows.iter();
        let row = rows.find(|row| row.line == Some(*number));
        let has_other_error = row.is_some_and(|row| {
            let mut notes = row.notes.iter();
            notes.any(|note| note.text == ANOTHER_ERROR)
        });
        said.extend(has_other_error.then(|| ANOTHER_ERROR.to_owned()));
        let mut heard = Vec::new();
        said.retain(|one| {
            let is_new = !heard.contains(one);
            heard.push(one.clone());
            is_new
        });
        if said.is_empty() {
            continue;
        }
        let code = sources.plain(*number);
        let said = said.join("; ");
        let end = if said.ends_with(['?', '.', '!']) {
            ""
        } else {
            "."
        };
        let line = format!("Line {number}: {} -- {said}{end}", code.trim());
        lines.extend(fill(&line, width));
    }
    lines
}

/// Words without backticks, which nobody needs to hear.
fn without_backticks(text: &str, theme: Theme) -> String {
    excerpt::sentence(text, theme).replace('`', "")
}

fn sentence(lens: &Lens, event: &Event, theme: Theme) -> String {
    let name = lens
        .picture
        .lanes
        .get(event.lane)
        .map_or("", String::as_str);
    let doing = match event.what {
        What::Created => "is created",
        What::Seen => "is there",
        What::Declared => "is declared without a value",
        What::Moved => "moves away",
        What::MovedInPart => "loses a part",
        What::Reads => "begins to read",
        What::Writes => "begins to write",
        What::Borrows => "begins to borrow",
        What::Used => "is used",
        What::Label => return without_backticks(&event.note, theme),
        What::LastUse => "is still needed",
        What::Dropped => "is dropped",
        What::Conflict => "not allowed",
    };
    let note = without_backticks(&event.note, theme);
    let plain = match (name, event.what) {
        (_, What::Conflict) if note.is_empty() => format!("{doing} (column {})", event.column),
        (_, What::Conflict) if !name.is_empty() => return format!("{doing}: {note}"),
        ("", _) | (_, What::Conflict) => doing.to_owned(),
        // The lane of a borrow without a name is called so.
        ("borrow", What::Reads | What::Writes | What::Borrows) => "a borrow begins".to_owned(),
        _ => format!("{name} {doing}"),
    };
    // "expected due to this" points at something, which nobody can hear.
    if note.is_empty() || note == plain || note.ends_with("due to this") {
        plain
    } else {
        format!("{plain} ({note})")
    }
}
