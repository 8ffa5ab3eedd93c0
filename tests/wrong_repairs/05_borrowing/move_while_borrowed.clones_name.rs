// A harbour takes boats over. `moor` moves a boat into a berth and enters its name
// in capitals. Then `welcome` writes a sign.
// But `welcome` still looks at the boat in the place that it was moved out of.
//
// Make this true: the sign shows the name as it stands in the berth, and the boat
// is still moved there. `moor` is right; leave it as it is.

struct Boat {
    name: String,
}

struct Berth {
    number: u32,
    boat: Boat,
}

fn moor(boat: Boat, number: u32) -> Berth {
    let name = boat.name.to_uppercase();
    let boat = Boat { name };
    Berth { number, boat }
}

fn welcome(boat: Boat, number: u32) -> String {
    let name = boat.name.clone();
    let berth = moor(boat, number);
    format!("{name} is welcome at berth {}", berth.number)
}

fn main() {
    let name = String::from("Heron");
    println!("{}", welcome(Boat { name }, 14));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_shows_the_name_as_it_stands_in_the_berth() {
        let _: fn(Boat, u32) -> Berth = moor; // it still takes the boat over
        for (given, entered) in [("Heron", "HERON"), ("Auk 2", "AUK 2")] {
            let name = String::from(given);
            let wanted = format!("{entered} is welcome at berth 14");
            let sign = welcome(Boat { name }, 14);
            assert_eq!(sign, wanted, "who owns the boat, and its name, now?");
        }
    }
}
