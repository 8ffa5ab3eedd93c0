// Guests of a theatre leave their coats. `hook` looks for the hook with a guest's coat.
// If there's no coat, it returns 999. But 999 is a number like any other, and since the
// theatre has a second room for coats, there's a hook 999.
//
// Some languages have a value `null` for "nothing", and any variable may be `null`. Rust
// has the enum `Option` instead: `Some(value)`, or `None`. Its type says that there may
// be nothing, and nobody gets at the value without thinking of `None`.
// `answer` has already been written for an `Option`, and it's right.
//
// Make this true: no number has a secret meaning any more.

fn hook(coats: &[String], guest: &str) -> usize {
    for (hook, owner) in coats.iter().enumerate() {
        if owner == guest {
            return hook;
        }
    }
    999
}

fn answer(coats: &[String], guest: &str) -> String {
    let found = match hook(coats, guest) {
        999 => None,
        hook => Some(hook),
    };
    match found {
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
