// Guests of a theatre leave their coats. `hook` looks for the hook with a guest's coat.
//
// The number 999 had two meanings, and only people knew about the second one. Now the
// type says that there may be no hook. `None` isn't a number, so it can never be taken
// for one. (`coats.iter().position(|owner| owner == guest)` does the same as the loop.)

fn hook(coats: &[String], guest: &str) -> Option<usize> {
    for (hook, owner) in coats.iter().enumerate() {
        if owner == guest {
            return Some(hook);
        }
    }
    None // nothing found, and no number that could be mistaken for a hook
}

fn answer(coats: &[String], guest: &str) -> String {
    match hook(coats, guest) {
        Some(hook) => format!("hook {hook}"),
        None => String::from("no coat"),
    }
}

fn main() {
    let coats = ["Ada", "Kurt"].map(String::from);
    for guest in ["Kurt", "Emmy"] {
        println!("{guest}: {}", answer(&coats, guest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coat_is_found_or_not() {
        let coats = ["Ada", "Kurt"].map(String::from);
        assert_eq!(answer(&coats, "Ada"), "hook 0", "hooks count from 0");
        assert_eq!(answer(&coats, "Kurt"), "hook 1", "the second coat");
        assert_eq!(answer(&coats, "Emmy"), "no coat", "Emmy has left none");
    }

    #[test]
    fn every_number_is_just_a_number() {
        let _: fn(&[String], &str) -> Option<usize> = hook; // the type of `hook`
        let coats: Vec<String> = (0..2000).map(|n| format!("guest {n}")).collect();
        for n in 0..2000 {
            let found = answer(&coats, &coats[n]);
            assert_eq!(found, format!("hook {n}"), "this coat is there");
        }
    }
}
