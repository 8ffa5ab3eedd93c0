// A small theatre prints a poster for each event.
//
// The text of `Film` was in `impl Film`. Such a method belongs to the type alone. It's
// found in `film.summarize()`, but `poster` only knows that its event has the trait, and
// asks the trait. In `impl Summary for Film` the method overrides the default.

trait Summary {
    fn summarize(&self) -> String {
        String::from("details at the door")
    }
}

struct Film {
    minutes: u32,
}

// The override. `Talk` leaves its block empty and gets the default.
impl Summary for Film {
    fn summarize(&self) -> String {
        format!("a film of {} minutes", self.minutes)
    }
}

struct Talk {}

impl Summary for Talk {}

fn poster(event: &impl Summary) -> String {
    format!("TONIGHT: {}", event.summarize())
}

fn main() {
    println!("{}", Film { minutes: 94 }.summarize());
    println!("{}", poster(&Film { minutes: 94 }));
    println!("{}", poster(&Talk {}));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_overrides_the_default_and_a_talk_does_not() {
        let text = poster(&Talk {});
        assert_eq!(text, "TONIGHT: details at the door", "as before");
        for minutes in [80, 121] {
            let wanted = format!("TONIGHT: a film of {minutes} minutes");
            assert_eq!(poster(&Film { minutes }), wanted, "its own text");
        }
    }
}
