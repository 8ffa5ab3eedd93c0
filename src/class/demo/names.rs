//! Invented people.

use crate::class::demo::random::Random;
use crate::class::store::RosterEntry;

const FIRST: [&str; 40] = [
    "Ada", "Amir", "Ana", "Bao", "Bea", "Carlos", "Chloé", "Dara", "Elif", "Emil", "Farid",
    "Freya", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jonas", "Kofi", "Lena", "Liam", "Lucía",
    "Maja", "Marek", "Mei", "Nadia", "Noah", "Olga", "Omar", "Priya", "Quinn", "Rosa", "Ruben",
    "Sara", "Selim", "Tariq", "Uma", "Viktor", "Yara", "Zofia",
];

const LAST: [&str; 40] = [
    "Abara",
    "Aydın",
    "Becker",
    "Bianchi",
    "Castro",
    "Chen",
    "Dahl",
    "Dubois",
    "Eriksen",
    "Farkas",
    "Fischer",
    "García",
    "Haddad",
    "Horvat",
    "Ito",
    "Jansen",
    "Kaya",
    "Khan",
    "Kim",
    "Kovács",
    "Larsen",
    "Lindqvist",
    "Marino",
    "Mbeki",
    "Moreau",
    "Nguyen",
    "Novák",
    "Okafor",
    "O'Neill",
    "Park",
    "Patel",
    "Popescu",
    "Quint",
    "Rossi",
    "Sato",
    "Silva",
    "Szabó",
    "Tanaka",
    "Weber",
    "Yilmaz",
];

/// An invented learner. `number` counts from 0 and makes the id.
pub fn invent(number: usize, random: &mut Random) -> RosterEntry {
    let first = random.choose(&FIRST).copied().unwrap_or_default();
    let last = random.choose(&LAST).copied().unwrap_or_default();
    let section = random.choose(&["A", "B", "C"]).copied().unwrap_or_default();
    let id = format!("demo{:05}", number + 1);
    RosterEntry {
        name: format!("{first} {last}"),
        email: format!("{id}@example.org"),
        section: section.to_owned(),
        id,
    }
}
