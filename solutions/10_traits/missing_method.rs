// A travel agency puts up a card for each trip, with a short text and a price.
//
// The trait lists two methods, and `BoatTrip` had only one of them. A trait is a promise
// to everybody who uses it: anything that has `Summary` can say what it costs. So the
// block must be complete before the compiler accepts it.

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

    // The signature is the one in the trait. Only the body is up to the type.
    fn price(&self) -> u32 {
        8 * self.hours
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
