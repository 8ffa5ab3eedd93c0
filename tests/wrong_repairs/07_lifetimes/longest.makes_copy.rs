// Two runners are compared, and `faster` hands back a reference to the one who needed
// fewer seconds. After a tie it is the first of the two. It must lend one of the two
// runners that it got: `Runner` has no `Clone`, and no copy is made.
//
// Every reference has a lifetime: the part of the program in which it may be used. It can
// be given a name, which begins with an apostrophe: `&'a Runner` is a reference to a
// runner with the lifetime `'a`. `fn f<'a>(...)` introduces the name. Where the same name
// stands on several references, they are all valid for that one common lifetime.

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
            "Mia is faster in second place as well"
        );
        assert!(
            same(faster(&lea, &mia), &lea),
            "after a tie it is the first of the two"
        );
    }
}
