// Quiz: a small ferry takes vehicles on board as long as it can carry their weight.
// The code breaks three rules of this chapter, each in a different place.
//
// Make this true:
// - `Ferry::new` makes a ferry with nothing on its deck.
// - `load` takes a vehicle on board and returns `true`. If the ferry can't carry that
//   much more, `load` returns `false` and the ferry stays as it is.
// - `carries` says whether a vehicle with this plate and this weight is on board.

#[derive(Clone, PartialEq)]
struct Vehicle {
    plate: String,
    kilos: u32,
}

fn vehicle(plate: &str, kilos: u32) -> Vehicle {
    let plate = plate.to_string();
    Vehicle { plate, kilos }
}

struct Ferry {
    limit: u32,
    deck: Vec<Vehicle>,
}

impl Ferry {
    fn new(limit: u32) -> Self {
        let deck = Vec::new();
        Self { limit, deck }
    }

    fn weight(&self) -> u32 {
        self.deck.iter().map(|vehicle| vehicle.kilos).sum()
    }

    fn load(&self, vehicle: Vehicle) -> bool {
        let fits = self.weight() + vehicle.kilos <= self.limit;
        if fits {
            let mut deck = self.deck.clone();
            deck.push(vehicle);
        }
        fits
    }

    fn carries(&self, vehicle: &Vehicle) -> bool {
        self.deck.contains(vehicle) // compares with `==`
    }
}

fn main() {
    let mut ferry = Ferry::new(9000);
    println!("van on board: {}", ferry.load(vehicle("VAN 1", 3500)));
    println!("{} kilos, first {}", ferry.weight(), ferry.deck[0].plate);
    println!("bus on board: {}", ferry.carries(&vehicle("BUS 9", 8000)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ferry_loads_what_it_can_carry() {
        let mut ferry = Ferry::new(7000);
        assert_eq!(ferry.weight(), 0, "a new ferry has an empty deck");
        assert!(ferry.load(vehicle("VAN 1", 3500)), "there is room");
        assert!(ferry.carries(&vehicle("VAN 1", 3500)), "it's on board");
        assert!(!ferry.carries(&vehicle("VAN 2", 3500)), "another plate");
        assert!(!ferry.carries(&vehicle("VAN 1", 35)), "another weight");
        assert!(!ferry.load(vehicle("BUS 9", 3501)), "one kilo too much");
        assert!(ferry.load(vehicle("VAN 2", 3500)), "the bus isn't on board");
        assert_eq!(ferry.weight(), 7000, "both vans are on board");
    }
}
