// A screen at a stop shows how long it is until the next night bus. The buses are given
// as minutes after midnight, the earliest first. After the last one, no bus comes.
//
// Rust has no `null`. Where a value may be missing, its type is an `Option`:
//   Some(42)   there is a value: 42
//   None       there's none
// `get` in the last exercise gave an `Option`. An `Option<u32>` isn't a `u32`, and you
// can't calculate with it. A `match` has an answer for both cases, and gives the number a
// name where there is one:
//   match found {
//       Some(number) => ...,
//       None => ...,
//   }
//
// Make this true: the screen shows "in 15 min", or "no bus" if there's none any more.

fn next_bus(buses: &[u32], now: u32) -> u32 {
    let mut missed = 0;
    while missed < buses.len() && buses[missed] < now {
        missed += 1;
    }
    buses.get(missed).copied().unwrap_or(0)
}

fn screen(buses: &[u32], now: u32) -> String {
    match next_bus(buses, now) {
        0 => String::from("no bus"),
        bus => format!("in {} min", bus - now),
    }
}

fn main() {
    let buses = [12, 42, 90];
    println!("00:27: {}", screen(&buses, 27));
    println!("01:45: {}", screen(&buses, 105));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_bus_is_announced() {
        assert_eq!(screen(&[12, 42, 90], 27), "in 15 min", "42 - 27");
        assert_eq!(screen(&[12, 42, 90], 50), "in 40 min", "90 - 50");
        assert_eq!(screen(&[5], 0), "in 5 min", "at midnight");
        assert_eq!(screen(&[12, 42, 90], 42), "in 0 min", "it's here");
    }

    #[test]
    fn after_the_last_bus_there_is_none() {
        assert_eq!(screen(&[12, 42, 90], 91), "no bus", "just missed the last");
        assert_eq!(screen(&[], 3), "no bus", "no bus in this night");
    }

    #[test]
    fn a_bus_at_midnight_is_a_bus() {
        assert_eq!(next_bus(&[0, 30], 0), Some(0), "0 is a time like any other");
        assert_eq!(next_bus(&[0, 30], 31), None, "the last bus has left");
        assert_eq!(screen(&[0, 30], 0), "in 0 min", "the bus at midnight");
    }
}
