// It snows and the school is closed. The families form a phone chain: each one has the
// number of one other family. `run_chain` goes through the list once, from first to last.
// A family that has been told when its turn comes makes its call at once. So a family
// further down may be told in this way, and then makes its own call when its turn comes.
//
// The number of a family is its index: its place in the list, counted from 0.
// `for n in 0..5` counts: `n` is 0, then 1, 2, 3 and 4.

struct Family {
    calls: usize, // the number of the family that this one calls
    told: bool,
}

fn run_chain(mut families: Vec<Family>) -> Vec<Family> {
    let mut called = Vec::new();
    for family in families.iter() {
        if family.told {
            called.push(family.calls);
        }
    }
    for n in called {
        families[n].told = true;
    }
    families
}

// The school tells family `first`, then the chain runs. Who has been told in the end?
fn snow_day(first: usize, numbers: &[usize]) -> Vec<bool> {
    let family = |&calls| Family { calls, told: false };
    let mut families: Vec<Family> = numbers.iter().map(family).collect();
    families[first].told = true;
    run_chain(families).iter().map(|f| f.told).collect()
}

fn main() {
    println!("told: {:?}", snow_day(0, &[2, 0, 3, 1]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_news_is_passed_on_down_the_list() {
        let told = snow_day(0, &[1, 2, 3, 0]);
        assert_eq!(told, [true; 4], "0 calls 1, then 1 calls 2, then 2 calls 3");
    }

    #[test]
    fn a_family_whose_turn_is_over_makes_no_call() {
        let told = snow_day(2, &[1, 3, 0, 3]);
        assert_eq!(told, [true, false, true, false], "the turn of 0 is over");
    }
}
