// Every harbour has a function that moves a boat into a berth and enters its name there,
// in its own way. `welcome` gets this function as `moor` and calls it like any other.
// Then it writes a sign.
// But it still looks at the boat in the place that the boat has moved out of.
//
// Make this true: `moor` moves the boat, and the sign shows the name as it's entered in
// the berth, in every harbour.

struct Boat {
    name: String,
}

struct Berth {
    number: u32,
    boat: Boat,
}

// In this harbour, names are entered in capitals.
fn moor_at_home(boat: Boat, number: u32) -> Berth {
    let name = boat.name.to_uppercase();
    let boat = Boat { name };
    Berth { number, boat }
}

fn welcome(boat: Boat, number: u32, moor: fn(Boat, u32) -> Berth) -> String {
    let _ = moor;
    format!("{} is welcome at berth {number}", boat.name.to_uppercase())
}

fn main() {
    let name = String::from("Heron");
    println!("{}", welcome(Boat { name }, 14, moor_at_home));
}

#[cfg(test)]
mod tests {
    use super::*;

    // Another harbour: it enters where the boat lies, and adds 100 to the number.
    fn moor_abroad(boat: Boat, number: u32) -> Berth {
        let name = format!("{} of pier {number}", boat.name);
        let boat = Boat { name };
        let number = number + 100;
        Berth { number, boat }
    }

    #[test]
    fn the_sign_shows_the_name_that_is_entered_in_the_berth() {
        for (given, entered) in [("Heron", "HERON"), ("Auk 2", "AUK 2")] {
            let name = String::from(given);
            let wanted = format!("{entered} is welcome at berth 14");
            let sign = welcome(Boat { name }, 14, moor_at_home);
            assert_eq!(sign, wanted, "who owns the boat, and its name, now?");
        }
    }

    #[test]
    fn every_harbour_enters_names_in_its_own_way() {
        let name = String::from("Heron");
        let sign = welcome(Boat { name }, 3, moor_abroad);
        let wanted = "Heron of pier 3 is welcome at berth 103";
        assert_eq!(sign, wanted, "ask the berth that `moor` gives back");
    }
}
