//! A course of as many exercises as one likes: no two are the same, all have tests and pass.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// Writes a course of `count` exercises into a folder below `parent`.
pub fn write_course(parent: &Path, count: usize) -> Result<PathBuf> {
    let folder = parent.join(format!("synthetic-{count}"));
    let chapters = folder.join("exercises");
    let mut manifest = "format_version = 1\n".to_owned();
    for number in 0..count {
        // A chapter for each hundred.
        let dir = format!("{:02}_hundred", number / 100);
        fs::create_dir_all(chapters.join(&dir))?;
        let name = format!("number{number}");
        write!(
            manifest,
            "\n[[exercises]]\nname = \"{name}\"\ndir = \"{dir}\"\nhint = \"\"\n"
        )?;
        fs::write(
            chapters.join(dir).join(format!("{name}.rs")),
            source(number),
        )?;
    }
    fs::write(folder.join("info.toml"), manifest)?;
    Ok(folder)
}

/// An exercise: one of six, with a number of its own in its names and values.
fn source(number: usize) -> String {
    let kind = SOURCES[number % SOURCES.len()];
    kind.replace("NUMBER", &number.to_string())
}

const SOURCES: [&str; 6] = [SCORES, WORDS, SHAPES, STOCK, PARSER, RING];

const SCORES: &str = r#"// Scores of game NUMBER.

#[derive(Debug, Default)]
struct ScoresNUMBER {
    all: Vec<u32>,
}

impl ScoresNUMBER {
    fn add(&mut self, score: u32) {
        self.all.push(score + NUMBER);
    }

    fn best(&self) -> Option<u32> {
        self.all.iter().copied().max()
    }

    fn sorted(mut self) -> Vec<u32> {
        self.all.sort_unstable();
        self.all
    }
}

fn main() {
    let mut scores = ScoresNUMBER::default();
    scores.add(3);
    println!("{:?} {:?}", scores.best(), scores.sorted());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_played() {
        assert_eq!(ScoresNUMBER::default().best(), None);
    }

    #[test]
    fn the_best_is_kept() {
        let mut scores = ScoresNUMBER::default();
        scores.add(8);
        scores.add(3);
        assert_eq!(scores.best(), Some(8 + NUMBER));
        assert_eq!(scores.sorted(), [3 + NUMBER, 8 + NUMBER]);
    }
}
"#;

const WORDS: &str = r#"// Words of page NUMBER.

use std::collections::HashMap;

fn count_NUMBER(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split_whitespace() {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

fn longest_NUMBER(text: &str) -> &str {
    text.split_whitespace().max_by_key(|word| word.len()).unwrap_or("page NUMBER")
}

fn main() {
    println!("{}", longest_NUMBER("a few words"));
    println!("{}", count_NUMBER("a few words").len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        let counts = count_NUMBER("Tea and tea and NUMBER");
        assert_eq!(counts["tea"], 2);
        assert_eq!(counts["NUMBER"], 1);
    }

    #[test]
    fn nothing_is_the_page() {
        assert_eq!(longest_NUMBER(""), "page NUMBER");
        assert_eq!(longest_NUMBER("one three"), "three");
    }
}
"#;

const SHAPES: &str = r#"// Shapes on sheet NUMBER.

trait ShapeNUMBER {
    fn area(&self) -> f64;

    fn is_large(&self) -> bool {
        self.area() > 100.0 + f64::from(NUMBER)
    }
}

struct SquareNUMBER(f64);

struct PlateNUMBER {
    width: f64,
    height: f64,
}

impl ShapeNUMBER for SquareNUMBER {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
}

impl ShapeNUMBER for PlateNUMBER {
    fn area(&self) -> f64 {
        self.width * self.height
    }
}

fn total_NUMBER(shapes: &[Box<dyn ShapeNUMBER>]) -> f64 {
    shapes.iter().map(|shape| shape.area()).sum()
}

fn main() {
    let plate = PlateNUMBER { width: 2.0, height: 3.0 };
    let shapes: Vec<Box<dyn ShapeNUMBER>> = vec![Box::new(SquareNUMBER(1.0)), Box::new(plate)];
    println!("{} {}", total_NUMBER(&shapes), shapes[0].is_large());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_add_up() {
        let plate = PlateNUMBER { width: 2.0, height: 3.0 };
        let shapes: Vec<Box<dyn ShapeNUMBER>> = vec![Box::new(SquareNUMBER(2.0)), Box::new(plate)];
        assert_eq!(total_NUMBER(&shapes), 10.0);
    }

    #[test]
    fn a_large_one() {
        assert!(SquareNUMBER(1000.0).is_large());
        assert!(!SquareNUMBER(1.0).is_large());
    }
}
"#;

const STOCK: &str = r#"// The stock of shop NUMBER.

#[derive(Debug, Clone, PartialEq)]
enum EventNUMBER {
    Came(String, u32),
    Sold { what: String, count: u32 },
}

#[derive(Debug, PartialEq)]
enum ErrorNUMBER {
    Unknown(String),
    TooFew { there: u32 },
}

fn left_NUMBER(events: &[EventNUMBER], name: &str) -> Result<u32, ErrorNUMBER> {
    let mut left = None;
    for event in events {
        match event {
            EventNUMBER::Came(what, count) if what == name => {
                left = Some(left.unwrap_or(0) + count);
            }
            EventNUMBER::Sold { what, count } if what == name => {
                let there: u32 = left.unwrap_or(0);
                left = Some(there.checked_sub(*count).ok_or(ErrorNUMBER::TooFew { there })?);
            }
            _ => {}
        }
    }
    left.ok_or_else(|| ErrorNUMBER::Unknown(name.to_string()))
}

fn main() {
    let events = [EventNUMBER::Came("tea".to_string(), NUMBER)];
    println!("{:?}", left_NUMBER(&events, "tea"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sold(count: u32) -> Vec<EventNUMBER> {
        let what = "tea".to_string();
        vec![EventNUMBER::Came(what.clone(), 5), EventNUMBER::Sold { what, count }]
    }

    #[test]
    fn what_is_left() {
        assert_eq!(left_NUMBER(&sold(2), "tea"), Ok(3));
    }

    #[test]
    fn too_few() {
        assert_eq!(left_NUMBER(&sold(6), "tea"), Err(ErrorNUMBER::TooFew { there: 5 }));
        assert_eq!(left_NUMBER(&[], "oil"), Err(ErrorNUMBER::Unknown("oil".to_string())));
    }
}
"#;

const PARSER: &str = r#"// Sums of form NUMBER.

use std::fmt;
use std::num::ParseIntError;

#[derive(Debug, PartialEq)]
struct SumNUMBER {
    parts: Vec<i64>,
}

impl std::str::FromStr for SumNUMBER {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Result<Vec<i64>, _> = text.split('+').map(|part| part.trim().parse()).collect();
        Ok(Self { parts: parts? })
    }
}

impl fmt::Display for SumNUMBER {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(ToString::to_string).collect();
        write!(f, "{} = {}", parts.join(" + "), self.parts.iter().sum::<i64>())
    }
}

fn main() {
    let sum: Result<SumNUMBER, _> = "1 + NUMBER".parse();
    println!("{}", sum.is_ok_and(|sum| sum.to_string().contains('=')));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read() -> Result<(), ParseIntError> {
        let sum: SumNUMBER = "1 + NUMBER+2".parse()?;
        assert_eq!(sum.parts, [1, NUMBER, 2]);
        Ok(())
    }

    #[test]
    fn a_sum_is_written() {
        let sum = SumNUMBER { parts: vec![2, 3] };
        assert_eq!(sum.to_string(), "2 + 3 = 5");
        assert!("x + NUMBER".parse::<SumNUMBER>().is_err());
    }
}
"#;

const RING: &str = r#"// The ring of machine NUMBER.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

#[derive(Debug, Clone)]
struct RingNUMBER<T> {
    items: Rc<RefCell<VecDeque<T>>>,
    limit: usize,
}

impl<T: Clone> RingNUMBER<T> {
    fn new(limit: usize) -> Self {
        let items = Rc::new(RefCell::new(VecDeque::with_capacity(limit)));
        Self { items, limit }
    }

    fn push(&self, item: T) {
        let mut items = self.items.borrow_mut();
        if items.len() == self.limit {
            items.pop_front();
        }
        items.push_back(item);
    }

    fn all(&self) -> Vec<T> {
        self.items.borrow().iter().cloned().collect()
    }
}

fn main() {
    let ring = RingNUMBER::new(2);
    ring.push(NUMBER);
    println!("{:?}", ring.all());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes() {
        let ring = RingNUMBER::new(2);
        for number in NUMBER..NUMBER + 3 {
            ring.push(number);
        }
        assert_eq!(ring.all(), [NUMBER + 1, NUMBER + 2]);
    }

    #[test]
    fn a_clone_is_the_same_ring() {
        let ring = RingNUMBER::new(3);
        ring.clone().push("item NUMBER");
        assert_eq!(ring.all(), ["item NUMBER"]);
    }
}
"#;
