// In a hall there's a hook with room for one umbrella, known by its colour. People look at
// the umbrella, take it down, or hang up another one and take the old one with them.
//
// New here: an `Option` in a field has methods for what a borrowed field doesn't allow.
//   field.as_ref()      an Option with a reference to what's inside, which stays there
//   field.as_mut()      the same, to change what's inside
//   field.take()        moves the value out and leaves `None`
//   field.replace(new)  moves the value out and leaves `Some(new)`
//
// Make this true: `look` only looks. `take_down` hands over the umbrella itself and leaves
// the hook empty. `exchange` hangs up the new one and hands over the old one, if any.

struct Hook {
    umbrella: Option<String>,
}

impl Hook {
    fn look(&self) -> String {
        match self.umbrella.as_ref() {
            Some(name) => format!("the {name} umbrella"),
            None => String::from("an empty hook"),
        }
    }

    fn take_down(&mut self) -> Option<String> {
        self.umbrella
    }

    fn exchange(&mut self, umbrella: String) -> Option<String> {
        let old = self.umbrella;
        self.umbrella = Some(umbrella);
        old
    }
}

fn main() {
    let mut hook = Hook { umbrella: Some(String::from("blue")) };
    println!("{}", hook.look());
    println!("exchanged for: {:?}", hook.exchange(String::from("red")));
    println!("taken down: {:?}", hook.take_down());
    println!("{}", hook.look());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_leaves_the_umbrella_on_the_hook() {
        let mut hook = Hook { umbrella: None };
        assert_eq!(hook.look(), "an empty hook");
        for name in ["blue", "red"] {
            hook.umbrella = Some(name.to_string());
            for _ in 0..2 {
                assert_eq!(hook.look(), format!("the {name} umbrella"));
            }
        }
    }

    #[test]
    fn the_umbrella_itself_is_taken_and_the_hook_is_empty() {
        let blue = String::from("blue");
        let letters = blue.as_ptr(); // where the letters are kept
        let mut hook = Hook { umbrella: Some(blue) };
        let taken = hook.take_down().expect("there was one");
        assert_eq!(taken, "blue");
        assert_eq!(taken.as_ptr(), letters, "this very umbrella, not a copy");
        assert_eq!(hook.umbrella, None, "nothing is left on the hook");
        assert_eq!(hook.take_down(), None, "nobody can take it twice");
    }

    #[test]
    fn another_umbrella_takes_the_place_of_the_old_one() {
        let red = String::from("red");
        let letters = red.as_ptr();
        let mut hook = Hook { umbrella: None };
        assert_eq!(hook.exchange(red), None, "there was none before");
        let old = hook.exchange(String::from("green")).expect("the red one");
        assert_eq!(old, "red");
        assert_eq!(old.as_ptr(), letters, "this very umbrella, not a copy");
        assert_eq!(hook.umbrella.as_deref(), Some("green"), "the new one stays");
    }
}
