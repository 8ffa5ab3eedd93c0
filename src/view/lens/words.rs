//! The drawing in sentences, one a line, as a screen reader says them.

use crate::lens::Lens;
use crate::lens::events::{Event, What};
use crate::view::text::{fill, safe};

/// One line for each line of the program that matters.
pub fn lines(lens: &Lens, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, text) in &lens.lines {
        let mut events: Vec<&Event> = lens.events.iter().filter(|e| e.line == *number).collect();
        events.sort_by_key(|e| (e.round, e.column));
        let mut said: Vec<String> = events.iter().map(|e| sentence(lens, e)).collect();
        let ties = lens.ties.iter().filter(|tie| tie.line == *number);
        let labels = ties.map(|tie| tie.label.replace('`', ""));
        said.extend(labels.filter(|label| !label.is_empty()));
        if said.is_empty() {
            continue;
        }
        let line = format!("Line {number}: {} -- {}.", text.trim(), said.join("; "));
        lines.extend(fill(&safe(&line, false), width));
    }
    lines
}

fn sentence(lens: &Lens, event: &Event) -> String {
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
    match event.note.is_empty() {
        true => plain,
        false => format!("{plain} ({})", event.note.replace('`', "")),
    }
}
