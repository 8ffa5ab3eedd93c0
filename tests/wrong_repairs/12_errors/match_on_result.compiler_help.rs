// In a lift, people type the floor. `floor` returns a `Result`: the floor, or what was
// wrong. `screen` makes the text for the little screen. So far it only knows good floors.
//
// A `Result` is an enum with the variants `Ok` and `Err`. What's in them can be an enum
// again, and one pattern can look into both: `Err(Wrong::NotANumber)`. An arm such as
// `Ok(floor) if floor <= 9` is taken only if the condition after `if` is true as well.
//
// Make this true: the screen shows one of these three texts.
//   Going to floor 3
//   There is no floor 12
//   Please type a number

enum Wrong {
    NotANumber,
    NoSuchFloor(u32),
}

fn floor(typed: &str) -> Result<u32, Wrong> {
    match typed.parse() {
        Ok(floor) if floor <= 9 => Ok(floor),
        Ok(floor) => Err(Wrong::NoSuchFloor(floor)),
        Err(_) => Err(Wrong::NotANumber),
    }
}

fn screen(typed: &str) -> String {
    match floor(typed) {
        Ok(floor) => format!("Going to floor {floor}"),
        Err(_) => todo!(),
    }
}

fn main() {
    for typed in ["3", "12", "roof"] {
        println!("{typed}: {}", screen(typed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_of_floor_has_its_own_text() {
        let show: fn(&str) -> String = screen;
        assert_eq!(show("3"), "Going to floor 3", "a good floor");
        assert_eq!(show("12"), "There is no floor 12", "9 is the highest");
        assert_eq!(show("70"), "There is no floor 70", "show what was typed");
        assert_eq!(show("roof"), "Please type a number", "this is a word");
    }
}
