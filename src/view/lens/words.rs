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
        if said.is_empty() {
            continue;
        }
        let code = sources.plain(*number);
        let said = said.join("; ");
        let line = format!("Line {number}: {} -- {said}.", code.trim());
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
        What::LastUse => "is still needed",
        What::Dropped => "is dropped",
        What::Conflict => "not allowed",
    };
    let plain = match (name.is_empty(), event.what) {
        (true, _) => doing.to_owned(),
        (_, What::Conflict) => format!("{doing} with {name}"),
        _ => format!("{name} {doing}"),
    };
    // "expected due to this" points at something, which nobody can hear.
    match event.note.is_empty() || event.note.ends_with("due to this") {
        true => plain,
        false => format!("{plain} ({})", without_backticks(&event.note, theme)),
    }
}
