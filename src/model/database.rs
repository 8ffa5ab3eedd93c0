//! Decides whether a learner's program gets the shell's `DATABASE_URL`.
//!
//! The variable may name a database that somebody needs, and exercises create and drop tables.
//! So a program gets it only if its source asks for it, and only if the database has a name that
//! nobody chooses by accident.

use serde::{Deserialize, Serialize};

/// The variable's name.
pub const VARIABLE: &str = "DATABASE_URL";

/// The name that the database must have.
pub const NAME: &str = "course";

/// What a program that asks for the variable gets, if it's set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Database {
    /// The program gets it.
    Given,
    /// The program doesn't get it, as if it weren't set.
    Withheld,
}

/// Decides what a program with this source gets. `None` if it doesn't ask, or if the variable
/// isn't set.
pub fn decide(url: Option<&str>, source: &str) -> Option<Database> {
    let url = url.filter(|url| !url.is_empty())?;
    source.contains(VARIABLE).then(|| {
        if is_for_courses(url) {
            Database::Given
        } else {
            Database::Withheld
        }
    })
}

/// Whether this is `postgres://USER:PASSWORD@HOST:PORT/course`. Nothing may follow the name,
/// since `?dbname=` could name another database.
fn is_for_courses(url: &str) -> bool {
    let schemes = ["postgres://", "postgresql://"];
    let behind = schemes.iter().find_map(|scheme| url.strip_prefix(scheme));
    let path = behind.and_then(|behind| behind.split_once('/'));
    path.is_some_and(|(_, name)| name == NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_database_of_the_name_is_given() {
        let decide = |url| decide(Some(url), "std::env::var(\"DATABASE_URL\")");
        for url in [
            "postgres://course@127.0.0.1:54329/course",
            "postgresql://me:secret@localhost/course",
            "postgres:///course",
        ] {
            assert_eq!(decide(url), Some(Database::Given), "{url}");
        }
        for url in [
            "postgres://me@db.example.org/shop",
            "postgres://me@db.example.org/courses",
            "postgres://course@db.example.org",
            "postgres://db.example.org/shop?application_name=/course",
            "postgres://db.example.org/course?dbname=shop",
            "postgres://db.example.org/shop#/course",
            "postgres://db.example.org/shop/course",
            "postgres://me:pass/course@db.example.org/shop",
            "sqlite:course",
            "mysql://localhost/course",
        ] {
            assert_eq!(decide(url), Some(Database::Withheld), "{url}");
        }
        assert_eq!(decide(""), None);
    }

    #[test]
    fn who_does_not_ask_gets_nothing() {
        let url = "postgres://localhost/course";
        assert_eq!(decide(Some(url), "fn main() {}"), None);
        assert_eq!(decide(None, "DATABASE_URL"), None);
    }
}
