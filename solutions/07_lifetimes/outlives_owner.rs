// A weather office writes one headline a day, about the warmer of the two readings in
// that day's log.
//
// `warmer` is a reference into `log`, but `log` was dropped at the closing brace of the
// inner block, one line before the reference was used. The fix is to let the owner live
// longer: `log` now belongs to the whole function, so it outlives `warmer`.

struct Reading {
    place: String,
    degrees: i32,
}

fn reading(place: &str, degrees: i32) -> Reading {
    let place = place.to_string();
    Reading { place, degrees }
}

// Stands in for a file: the log of one day.
fn load_log(day: i32) -> [Reading; 2] {
    [reading("harbour", 12 + day), reading("hill", 20 - day)]
}

fn find_warmer(log: &[Reading; 2]) -> &Reading {
    let second = log[1].degrees > log[0].degrees;
    if second { &log[1] } else { &log[0] }
}

fn headline(day: i32) -> String {
    let log = load_log(day);
    let warmer = find_warmer(&log);
    format!("{}, {} degrees", warmer.place, warmer.degrees)
} // `log` is dropped here, after the last use of `warmer`

fn main() {
    println!("warmer: {}", headline(1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn the_headline_is_about_the_warmer_reading() {
        let _lends: fn(&[Reading; 2]) -> &Reading = find_warmer; // no copy, no move
        assert_eq!(headline(1), "hill, 19 degrees");
        assert_eq!(headline(6), "harbour, 18 degrees");
    }

    // How many readings have been dropped?
    thread_local! { static DROPPED: Cell<u32> = const { Cell::new(0) } }

    impl Drop for Reading {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
        }
    }

    #[test]
    fn the_readings_are_dropped_when_the_headline_is_written() {
        headline(1);
        let why = "drop both readings, and don't copy any or keep them forever";
        assert_eq!(DROPPED.get(), 2, "{why}");
    }
}
