// Farmers bring apples to a cider press. `unload` weighs the baskets, then takes them
// apart and keeps the names of the farms.
//
// To weigh a basket, it's enough to look at it, so the first pass borrows with `iter`.
// Only the last pass may use up the Vec, and it has to: moving a name out of a basket
// takes the basket itself, not a reference to it.

struct Basket {
    farm: String,
    kilos: u32,
}

fn basket(farm: &str, kilos: u32) -> Basket {
    let farm = farm.to_string();
    Basket { farm, kilos }
}

fn unload(baskets: Vec<Basket>) -> (u32, Vec<String>) {
    // Borrowed: the baskets are still there afterwards.
    let kilos = baskets.iter().map(|basket| basket.kilos).sum();
    // Moved: each name goes into the new Vec, and no letter is copied.
    let farms = baskets.into_iter().map(|basket| basket.farm).collect();
    (kilos, farms)
}

fn main() {
    let (kilos, farms) = unload(vec![basket("Hill", 12), basket("Brook", 9)]);
    println!("{kilos} kg of apples from {farms:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Clone for Basket {
        fn clone(&self) -> Basket {
            panic!("no basket may be copied")
        }
    }

    #[test]
    fn weighs_the_baskets_and_keeps_the_names() {
        let baskets = vec![basket("Hill", 12), basket("Brook", 9)];
        let letters = baskets[1].farm.as_ptr(); // where the letters of "Brook" are
        let (kilos, farms) = unload(baskets);
        assert_eq!(kilos, 21, "12 kg and 9 kg");
        assert_eq!(farms, ["Hill", "Brook"], "one name for each basket");
        assert_eq!(farms[1].as_ptr(), letters, "the name itself, not a copy");
    }
}
