// An Advent calendar has 24 doors.
//
// `Index` lends what's behind a door, and `IndexMut` lends it to be changed. `Output` is
// named once, in `Index`. The `- 1` is in one place, and nobody else has to think of it.

use std::ops::{Index, IndexMut};

struct Calendar {
    gifts: Vec<String>,
}

impl Calendar {
    fn new() -> Self {
        Calendar { gifts: vec![String::from("a nut"); 24] }
    }

    fn place(door: usize) -> usize {
        assert!((1..=24).contains(&door), "there's no door {door}");
        door % 24
    }
}

impl Index<usize> for Calendar {
    type Output = String;

    fn index(&self, door: usize) -> &String {
        &self.gifts[Calendar::place(door)]
    }
}

impl IndexMut<usize> for Calendar {
    fn index_mut(&mut self, door: usize) -> &mut String {
        &mut self.gifts[Calendar::place(door)]
    }
}

fn fill(calendar: &mut Calendar) {
    calendar[6] = String::from("a chocolate boot");
    calendar[24].push_str(" of gold");
}

fn main() {
    let mut calendar = Calendar::new();
    fill(&mut calendar);
    println!("{}, {}, {}", calendar[1], calendar[6], calendar[24]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doors_count_from_one() {
        let mut calendar = Calendar::new();
        fill(&mut calendar);
        assert_eq!(calendar.gifts[5], "a chocolate boot", "door 6");
        assert_eq!(calendar.gifts[23], "a nut of gold", "door 24");
        for door in 1..=24 {
            calendar[door] = format!("gift {door}");
        }
        for door in 1..=24 {
            assert_eq!(calendar.gifts[door % 24], format!("gift {door}"), "changed");
            assert_eq!(calendar[door], calendar.gifts[door % 24], "read");
        }
    }

    #[test]
    #[should_panic(expected = "there's no door 0")]
    fn no_door_before_the_first() {
        println!("{}", Calendar::new()[0]);
    }

    #[test]
    #[should_panic(expected = "there's no door 25")]
    fn no_door_after_the_last() {
        Calendar::new()[25].clear();
    }
}
