// Farmers bring apples to a cider press. `unload` weighs all the baskets together. Then
// it takes the baskets apart and keeps the name of the farm on each of them, so that
// nobody has to write the names again.
//
// New here: three methods make an iterator. They differ in what it hands out.
//   baskets.iter()         each basket, borrowed to look at it: `&Basket`
//   baskets.iter_mut()     each basket, borrowed to change it: `&mut Basket`
//   baskets.into_iter()    each basket itself: `Basket`. This uses up the Vec.
// `sum` adds up what an iterator hands out.
//
// Make this true: `unload` returns the weight of all baskets and the names themselves,
// not copies of them. No basket is copied either.

struct Basket {
    farm: String,
    kilos: u32,
}

fn basket(farm: &str, kilos: u32) -> Basket {
    let farm = farm.to_string();
    Basket { farm, kilos }
}

fn unload(baskets: Vec<Basket>) -> (u32, Vec<String>) {
    let kilos = baskets.iter().map(|basket| basket.kilos).sum();
    let farms = baskets.iter().map(|basket| basket.farm.clone()).collect();
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
