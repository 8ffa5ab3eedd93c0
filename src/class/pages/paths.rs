//! Where each page is, seen from the report's folder.

/// The stylesheet.
pub const STYLE: &str = "style.css";

/// The page of a learner.
pub fn learner(pseudonym: &str) -> String {
    format!("learners/{pseudonym}.html")
}

/// The page of an exercise. Numbers are safe in every file system, whatever the course calls it.
pub fn exercise(number: usize) -> String {
    format!("exercises/{:03}.html", number + 1)
}

/// The page of an error code.
pub fn code(code: &str) -> String {
    format!("codes/{code}.html")
}

/// A page of the map, from 0.
pub fn map(page: usize) -> String {
    match page {
        0 => "map.html".to_owned(),
        _ => format!("map-{}.html", page + 1),
    }
}
