// In a lift, people type the floor. `screen` makes the text for the little screen.
//
// `floor` may fail, and its type says so. A `match` on a `Result` must have an answer for
// `Err` too. Each error gets an arm of its own, without `_`: if the enum `Wrong` gets a
// new variant one day, the compiler will point at this `match` again.

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
        Err(Wrong::NoSuchFloor(floor)) => format!("There is no floor {floor}"),
        Err(Wrong::NotANumber) => String::from("Please type a number"),
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
