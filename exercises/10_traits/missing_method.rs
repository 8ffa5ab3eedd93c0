// A travel agency puts up a card for each trip, with a short text and a price. It has two
// kinds of trips, and one of them doesn't say yet what it costs.
//
// A trait is a list of methods. A type that has the trait promises to have them all. The
// block `impl Summary for Hike { ... }` keeps this promise for `Hike`. It contains the
// methods of the trait and nothing else.
//
// Make this true: a boat trip keeps the whole promise. It costs 8 euros an hour.

trait Summary {
    fn summarize(&self) -> String;
    fn price(&self) -> u32; // in euros
}

struct Hike {
    guides: u32,
}

impl Summary for Hike {
    fn summarize(&self) -> String {
        format!("hike with {} guides", self.guides)
    }

    fn price(&self) -> u32 {
        15 * self.guides
    }
}

struct BoatTrip {
    hours: u32,
}

impl Summary for BoatTrip {
    fn summarize(&self) -> String {
        format!("{} hours on the lake", self.hours)
    }
}

fn main() {
    let (hike, boat) = (Hike { guides: 2 }, BoatTrip { hours: 3 });
    println!("{}: {} euros", hike.summarize(), hike.price());
    println!("{}: {} euros", boat.summarize(), boat.price());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boat_trip_keeps_the_whole_promise() {
        for (hours, price) in [(2, 16), (5, 40)] {
            let boat = BoatTrip { hours };
            assert_eq!(Summary::price(&boat), price, "8 euros an hour");
        }
    }
}
