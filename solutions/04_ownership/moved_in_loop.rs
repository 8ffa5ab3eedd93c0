// A locomotive collects one wagon after another, and leaves with all of them in order.
//
// `couple(train, wagon)` moved the train away in the first round of the loop, so the
// second round had no train to work on. The longer train had gone to another variable.

struct Train {
    wagons: Vec<u32>,
}

fn couple(mut train: Train, wagon: u32) -> Train {
    train.wagons.push(wagon);
    train
}

fn assemble(waiting: [u32; 3]) -> Train {
    // One variable is enough. It's `mut`, because it gets a new value in each round.
    let mut train = Train { wagons: vec![] };
    for wagon in waiting {
        // The train that comes back is the one that the next round starts with.
        train = couple(train, wagon);
    }
    train
}

fn main() {
    let train = assemble([71, 14, 30]);
    println!("The train leaves with the wagons {:?}.", train.wagons);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_wagons_are_on_the_train_in_order() {
        let wagons = assemble([71, 14, 30]).wagons;
        assert_eq!(wagons, [71, 14, 30], "each round adds to the same train");
    }

    #[test]
    fn other_wagons_make_another_train() {
        let wagons = assemble([5, 5, 9]).wagons;
        assert_eq!(wagons, [5, 5, 9], "the train gets the wagons that waited");
    }
}
