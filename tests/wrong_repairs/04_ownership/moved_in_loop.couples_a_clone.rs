// A locomotive collects one wagon after another. Make `assemble` return the train with
// all its wagons, in the order in which they were given.
//
// `couple` takes a train, adds a wagon at its end, and gives the longer train back.
// A `Vec<u32>` is a list of whole numbers that can grow; `vec![]` is an empty one.

#[derive(Clone)]
struct Train {
    wagons: Vec<u32>,
}

fn couple(mut train: Train, wagon: u32) -> Train {
    train.wagons.push(wagon);
    train
}

fn assemble(waiting: [u32; 3]) -> Train {
    let train = Train { wagons: vec![] };
    let mut longer = Train { wagons: vec![] };
    for wagon in waiting {
        longer = couple(train.clone(), wagon);
    }
    longer
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
