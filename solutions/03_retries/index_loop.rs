// A phone chain: `run_chain` goes through the families once, from first to last. A family
// that has been told when its turn comes calls one other family, which may be further
// down and then makes its own call in the same run.
//
// `families.iter()` borrowed the whole list for the whole loop, so nothing in it could be
// changed. To collect the calls first would not help: a call decides who calls later. An
// index is only a number. It borrows nothing, so each line borrows just for itself.

struct Family {
    calls: usize, // the number of the family that this one calls
    told: bool,
}

fn run_chain(mut families: Vec<Family>) -> Vec<Family> {
    for i in 0..families.len() {
        if families[i].told {
            // Copy the number out: after this line nothing borrows the list.
            let next = families[i].calls;
            families[next].told = true;
        }
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
        assert_eq!(
            told,
            [true, false, true, false],
            "the turn of 0 is over"
        );
    }
}
