// A small theatre prints a poster for each event.
//
// New here: a method in a trait can have a body, the default. A type that doesn't write
// the method itself gets the default. A type that writes it overrides the default. And
// `event: &impl Summary` borrows a value of any type that has the trait `Summary`.
//
// `Talk` is fine with the default. `Film` wants a text of its own. The first line that
// `main` prints shows it, but the poster doesn't.
//
// Make this true: the poster of a film shows its minutes; the poster of a talk stays.

trait Summary {
    fn summarize(&self) -> String {
        String::from("details at the door")
    }
}

struct Film {
    minutes: u32,
}

impl Summary for Film {}

impl Film {
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
