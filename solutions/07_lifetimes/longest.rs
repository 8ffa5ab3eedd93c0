// `faster` compares two runners and lends back the one who needed fewer seconds.
//
// The result may be `one` or `two`, and the caller must know how long it may be used.
// The compiler looks only at the signature of a called function, never into its body, so
// the signature has to say so. The name `'a` on all three references says: you may use
// the result as long as both runners are there.

struct Runner {
    name: String,
    seconds: u32,
}

fn faster<'a>(one: &'a Runner, two: &'a Runner) -> &'a Runner {
    if two.seconds < one.seconds { two } else { one }
}

fn runner(name: &str, seconds: u32) -> Runner {
    let name = name.to_string();
    Runner { name, seconds }
}

fn main() {
    let (mia, tom) = (runner("Mia", 62), runner("Tom", 65));
    println!("{} was faster", faster(&mia, &tom).name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faster_runner_is_lent_back() {
        let mia = runner("Mia", 62);
        let tom = runner("Tom", 65);
        let lea = runner("Lea", 62);
        let same = std::ptr::eq::<Runner>; // do both references point to one value?
        assert!(same(faster(&mia, &tom), &mia), "Mia needed fewer seconds");
        assert!(
            same(faster(&tom, &mia), &mia),
            "Mia is also faster as the second runner"
        );
        assert!(
            same(faster(&lea, &mia), &lea),
            "if there's a tie, it's the first of the two"
        );
    }
}
