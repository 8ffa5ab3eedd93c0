// It's snowing and the school is closed. The families form a phone chain: each one has
// the number of one other family. `run_chain` goes through the list once, from first to
// last, and each family has one turn. A family that knows the news at its turn makes its
// call at once. If it calls one that's further down the list, that family makes a call
// too, at its own turn. A family whose turn is over doesn't call any more.
//
// A family's number is its index: its place in the list, counted from 0.
// `families.iter()` lends the families one by one, to be read. `for n in 0..5` counts:
// `n` is 0, then 1, 2, 3 and 4.

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

// The school tells family `first`, then the chain runs. Who knows the news in the end?
fn snow_day(first: usize, numbers: [usize; 4]) -> Vec<bool> {
    let mut families = Vec::new();
    for calls in numbers {
        families.push(Family { calls, told: false });
    }
    families[first].told = true;
    let mut told = Vec::new();
    for family in run_chain(families) {
        told.push(family.told);
    }
    told
}

fn main() {
    println!("told: {:?}", snow_day(0, [2, 0, 3, 1]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_news_is_passed_on_down_the_list() {
        let told = snow_day(0, [1, 2, 3, 0]);
        assert_eq!(told, [true; 4], "0 calls 1, then 1 calls 2, then 2 calls 3");
    }

    #[test]
    fn a_family_whose_turn_is_over_makes_no_call() {
        let told = snow_day(2, [1, 3, 0, 3]);
        assert_eq!(told, [true, false, true, false], "family 0 had its turn");
    }
}
