// An Advent calendar has 24 doors. People number them from 1, but a Vec counts from 0, so
// somebody always opens the wrong door.
//
// New here: `value[i]` is an operator too. To read, Rust calls `index` of `std::ops::Index`,
// which gives a `&Self::Output`. To change, it calls `index_mut` of `IndexMut`, which gives
// a `&mut Self::Output`. What's in the brackets may be of any type: `Index<usize>`.
//
// Make this true: `calendar[1]` is what's behind door 1, to read and to change. For any
// other number than 1 to 24 it panics and says, for instance, "there's no door 25".

struct Calendar {
    gifts: Vec<String>,
}

impl Calendar {
    fn new() -> Self {
        Calendar { gifts: vec![String::from("a nut"); 24] }
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
            assert_eq!(calendar.gifts[door - 1], format!("gift {door}"), "changed");
            assert_eq!(calendar[door], calendar.gifts[door - 1], "read");
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
