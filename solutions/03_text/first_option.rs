// A screen at a stop shows how long it is until the next night bus.
//
// `next_bus` was right from the start: its type says that there may be no bus. The
// compiler didn't let `screen` forget that case, as it could be forgotten with `null`, or
// with a number such as 0 that stands for "none". Inside the `Some` arm, `bus` is a
// plain `u32`, and there's no doubt any more.

fn next_bus(buses: &[u32], now: u32) -> Option<u32> {
    let mut missed = 0;
    while missed < buses.len() && buses[missed] < now {
        missed += 1;
    }
    buses.get(missed).copied()
}

fn screen(buses: &[u32], now: u32) -> String {
    match next_bus(buses, now) {
        Some(bus) => format!("in {} min", bus - now),
        None => String::from("no bus"),
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
