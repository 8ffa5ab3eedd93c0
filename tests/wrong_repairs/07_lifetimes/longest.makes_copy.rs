// Two runners are compared, and `faster` returns a reference to the one who needed fewer
// seconds. If there's a tie, it's the first of the two. The reference must point to one
// of the runners that came in: `Runner` has no `Clone`, and no copy is made.
//
// Every reference has a lifetime: the part of the program in which it may be used. You
// can name it, and the name begins with an apostrophe: `&'a Runner` is a reference to a
// runner with the lifetime `'a`. `fn f<'a>(...)` introduces the name. If several
// references have the same lifetime name, they're all valid for that common lifetime.

struct Runner {
    name: String,
    seconds: u32,
}

fn faster(one: &Runner, two: &Runner) -> Runner {
    let best = if two.seconds < one.seconds { two } else { one };
    runner(&best.name, best.seconds)
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
