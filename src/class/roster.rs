//! A roster as a school's tools write it: CSV with a line of headings.

use std::collections::BTreeMap;

use crate::class::store::RosterEntry;

/// How many learners a roster may have.
const MOST: usize = 100_000;

/// How long a field may be, in bytes.
const LONGEST: usize = 200;

/// Headings that mean a column, in small letters.
const ID: &[&str] = &[
    // Canvas's gradebook has an `id` of its own, too.
    "sis user id",
    "id",
    "student id",
    "idnumber",
    "id number",
    "username",
];
const NAME: &[&str] = &["name", "full name", "student", "student name"];
const FIRST: &[&str] = &["first name", "firstname", "given name"];
const LAST: &[&str] = &["last name", "lastname", "surname", "family name"];
const EMAIL: &[&str] = &["email", "e-mail", "mail", "email address", "sis login id"];
const SECTION: &[&str] = &["section", "group", "class", "course section"];

/// Reads a roster.
///
/// # Errors
/// It has no id column, or a line can't be used: one without an id, or with an id or address that
/// another line has. Reads on after the file's name.
pub fn read(text: &str) -> Result<Vec<RosterEntry>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let headings = text.lines().next().unwrap_or_default();
    let delimiters = [b',', b';', b'\t'];
    let uses = |delimiter: &u8| headings.bytes().filter(|byte| byte == delimiter).count();
    let delimiter = delimiters
        .into_iter()
        .max_by_key(|it| (uses(it), *it == b','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| problem(&error))?.clone();
    let columns = Columns::new(&headings).ok_or_else(|| {
        "has no column `id`; its first line must name the columns, as in id,name,email,section"
            .to_owned()
    })?;
    let mut entries: Vec<RosterEntry> = Vec::new();
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| problem(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let at = |what: &str| format!("line {line}: {what}");
        let entry = columns.entry(&record);
        if columns.is_gradebook && is_canvas_own(&entry) {
            continue;
        }
        if entry.id.is_empty() {
            return Err(at("has no id"));
        }
        let fields = [&entry.id, &entry.name, &entry.email, &entry.section];
        if fields
            .iter()
            .any(|field| field.len() > LONGEST || field.contains(char::is_control))
        {
            return Err(at("has a field that's too long, or has a line break in it"));
        }
        // What a pack calls itself must lead to one learner.
        let known = [("id", &entry.id), ("address", &entry.email)];
        for (what, text) in known.into_iter().filter(|(_, text)| !text.is_empty()) {
            match lines.insert(text.to_lowercase(), line) {
                Some(before) if before != line => {
                    return Err(at(&format!(
                        "has the same {what} as line {before} ({text:?})"
                    )));
                }
                _ => {}
            }
        }
        if entries.len() >= MOST {
            return Err(format!("has more than {MOST} lines"));
        }
        entries.push(entry);
    }
    if entries.is_empty() {
        return Err("has no learner in it".to_owned());
    }
    Ok(entries)
}

struct Columns {
    id: usize,
    name: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    email: Option<usize>,
    section: Option<usize>,
    /// Whether it's a gradebook that Canvas wrote.
    is_gradebook: bool,
}

impl Columns {
    fn new(headings: &csv::StringRecord) -> Option<Self> {
        let find = |names: &[&str]| {
            let position = |name: &&str| headings.iter().position(|it| it.to_lowercase() == **name);
            names.iter().find_map(position)
        };
        Some(Self {
            id: find(ID).or_else(|| find(EMAIL))?,
            name: find(NAME),
            first: find(FIRST),
            last: find(LAST),
            email: find(EMAIL),
            section: find(SECTION),
            is_gradebook: find(&["student"]).is_some() && find(&["sis user id"]).is_some(),
        })
    }

    fn entry(&self, record: &csv::StringRecord) -> RosterEntry {
        let field = |column: Option<usize>| {
            let text = column.and_then(|column| record.get(column));
            text.unwrap_or_default().to_owned()
        };
        let name = match field(self.name) {
            name if name.is_empty() => format!("{} {}", field(self.first), field(self.last)),
            name => name,
        };
        RosterEntry {
            id: field(Some(self.id)),
            name: name.trim().to_owned(),
            email: field(self.email),
            section: field(self.section),
        }
    }
}

/// Whether a line of a gradebook is none of a learner: the one with the points that are possible, one
/// about how an assignment is posted, or the student that Canvas makes for a teacher to try things.
fn is_canvas_own(entry: &RosterEntry) -> bool {
    let is_named = !entry.name.is_empty() && entry.name != "Points Possible";
    entry.id.is_empty() && (!is_named || entry.name == "Student, Test")
}

fn problem(error: &csv::Error) -> String {
    match error.position() {
        Some(position) => format!("line {}: {error}", position.line()),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_may_have_other_names_orders_and_separators() {
        let plain = read("id,name,email,section\na1,Ana Ruiz,ana@example.org,A\n").unwrap();
        let other = "\u{feff}Email;Surname;First name;Group;Student ID\r\nana@example.org;Ruiz;Ana;A;a1\r\n";
        assert_eq!(read(other).unwrap(), plain);
        assert_eq!(plain[0].name, "Ana Ruiz");
        let addresses = read("email\nana@example.org\n").unwrap();
        assert_eq!(addresses[0].id, "ana@example.org");
    }

    #[test]
    fn a_gradebook_of_canvas_is_a_roster() {
        let gradebook = "\u{feff}Student,ID,SIS User ID,SIS Login ID,Section,Essay (77)\n\
            ,,,,,Manual Posting\n    Points Possible,,,,,10\n\
            \"Ruiz, Ana\",815,a1,ana@example.org,A,9\n\"Student, Test\",816,,0f3c,A,\n";
        let entries = read(gradebook).unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].id, "a1");
        assert_eq!(entries[0].name, "Ruiz, Ana");
        assert_eq!(entries[0].email, "ana@example.org");
        let without = "Student,ID,SIS User ID,Section\n\"Ruiz, Ana\",815,,A\n";
        assert_eq!(read(without).unwrap_err(), "line 2: has no id");
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_line() {
        let refused = |text: &str| read(text).unwrap_err();
        assert!(refused("").contains("no column"), "{}", refused(""));
        assert!(refused("name\nAna\n").contains("no column `id`"));
        assert_eq!(refused("id,name\n"), "has no learner in it");
        assert_eq!(
            refused("id\na\nb\nA\n"),
            "line 4: has the same id as line 2 (\"A\")"
        );
        let doubles = "id,email\na,x@y.z\nb,X@y.z\n";
        assert_eq!(
            refused(doubles),
            "line 3: has the same address as line 2 (\"X@y.z\")"
        );
        assert_eq!(refused("id,name\n,Ana\n"), "line 2: has no id");
        assert!(refused("id,name\na,b,c\n").starts_with("line 2: "));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text: String) {
            let _ = read(&text);
            let _ = read(&format!("id,name\n{text}"));
        }
    }
}
