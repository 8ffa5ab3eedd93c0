// In a greenhouse, a robot goes along the pots and gives each of them some water. The
// compiler accepts the program, but the pots stay dry. There's a warning, though.
//
// New here: `map` and `filter` do no work when they're called. They only make a plan, and
// the work is done when somebody asks for the values: a `for` loop, `collect`, `sum`,
// `count` and so on. We say that iterators are lazy. `main` shows this with `plan`.
//
// Make this true: after `water`, each pot has got `ml` of water. Here the warning counts
// as an error.

struct Pot {
    plant: String,
    ml: u32,
}

impl Pot {
    fn pour(&mut self, ml: u32) -> u32 {
        self.ml += ml;
        self.ml // what is in the pot now
    }
}

fn pot(plant: &str, ml: u32) -> Pot {
    let plant = plant.to_string();
    Pot { plant, ml }
}

fn water(pots: &mut [Pot], ml: u32) {
    let _ = pots.iter_mut().map(|pot| pot.pour(ml));
}

fn main() {
    let mut pots = [pot("basil", 20), pot("thyme", 5)];
    water(&mut pots, 100);
    let plan = pots.iter().map(|pot| {
        println!("  looking at {}", pot.plant);
        pot.ml
    });
    println!("The plan is made, and nobody has looked at a pot yet.");
    println!("All pots together: {} ml", plan.sum::<u32>());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pot_gets_its_water() {
        let mut pots = [pot("basil", 20), pot("thyme", 5), pot("mint", 0)];
        water(&mut pots, 100);
        assert_eq!(pots[0].ml, 120, "the first pot had 20 ml and gets 100 more");
        assert_eq!(pots[1].ml, 105, "the second pot gets its water too");
        assert_eq!(pots[2].ml, 100, "so does the last one");
    }
}
