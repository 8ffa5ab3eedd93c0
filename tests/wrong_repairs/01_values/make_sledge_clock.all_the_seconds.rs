// Now you make something yourself: the clock of a sledge race. It ticks ten times a
// second. `todo!()` stands for code that's missing: it compiles, but it panics. Write the
// body of each function, and leave names, parameters and return types as they are.
//
// - `split` turns tenths of a second into minutes, seconds (below 60) and tenths (below
//   10): `split(754)` is `(1, 15, 4)`.
// - `join` is the way back: `join(1, 15, 4)` is 754. It takes whatever the parameters can
//   hold: `join(0, 90, 0)` is 900.
// - `ticks_between` says how often the clock ticked from `start` to `finish`. After
//   65_535 the clock goes on at 0, which happens at most once in a run.
// - `speed` is in metres per second. The time is in tenths of a second, and never 0.
// - A run counts if the sledge passed all 12 gates and didn't tip over. If the judges
//   allow a run, it counts in any case.
// - `lamp` is the character that the display shows for a number: '0' to '9' for 0 to 9,
//   and '-' for any other. `char::from_digit(7, 10)` is `Some('7')`. It's `None` if the
//   number has more than one digit.

fn split(tenths: u32) -> (u32, u32, u32) {
    (tenths / 600, tenths / 10, tenths % 10)
}

fn join(minutes: u16, seconds: u8, tenths: u8) -> u32 {
    u32::from(minutes) * 600 + u32::from(seconds) * 10 + u32::from(tenths)
}

fn ticks_between(start: u16, finish: u16) -> u16 {
    finish.wrapping_sub(start)
}

fn speed(metres: u32, tenths: u32) -> f64 {
    f64::from(metres) / (f64::from(tenths) / 10.0)
}

fn counts(gates: u8, tipped_over: bool, allowed: bool) -> bool {
    allowed || (gates == 12 && !tipped_over)
}

fn lamp(number: u32) -> char {
    char::from_digit(number, 10).unwrap_or('-')
}

fn main() {
    let ticks = ticks_between(65_000, 218);
    let (minutes, seconds, tenths) = split(u32::from(ticks));
    println!("{minutes}:{seconds}.{}", lamp(tenths));
    println!("{} metres per second", speed(640, join(1, 15, 4)));
    println!("Does it count? {}", counts(12, false, false));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without an order that you'd see, but the same ones each time.
    fn numbers(seed: u32) -> impl Iterator<Item = u32> {
        let mut last = seed;
        std::iter::repeat_with(move || {
            last ^= last << 13;
            last ^= last >> 17;
            last ^= last << 5;
            last
        })
        .take(200)
    }

    #[test]
    fn split_shows_what_a_ticking_clock_shows() {
        let (mut minutes, mut seconds, mut tenths) = (0, 0, 0);
        for time in 0..20_000 {
            assert_eq!(split(time), (minutes, seconds, tenths), "split({time})");
            tenths += 1;
            if tenths == 10 {
                (seconds, tenths) = (seconds + 1, 0);
            }
            if seconds == 60 {
                (minutes, seconds) = (minutes + 1, 0);
            }
        }
    }

    #[test]
    fn join_undoes_split() {
        for number in numbers(11) {
            let time = number % 39_321_600; // up to 65_535 minutes
            let (minutes, seconds, tenths) = split(time);
            let minutes = minutes.try_into().expect("minutes fit into a `u16`");
            let seconds = seconds.try_into().expect("seconds fit into a `u8`");
            let tenths = tenths.try_into().expect("tenths fit into a `u8`");
            assert_eq!(join(minutes, seconds, tenths), time, "from {time} and back");
        }
    }

    #[test]
    fn join_has_room_for_large_numbers() {
        assert_eq!(join(0, 90, 0), 900, "90 seconds");
        assert_eq!(join(2, 0, 255), 1455, "2 minutes and 255 tenths");
        assert_eq!(join(65_535, 255, 255), 39_323_805, "all at their largest");
    }

    #[test]
    fn ticks_are_counted_one_by_one() {
        for number in numbers(5) {
            let [a, b, c, d] = number.to_be_bytes();
            let (start, ticks) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            let mut now = start;
            for _ in 0..ticks {
                now = if now == u16::MAX { 0 } else { now + 1 };
            }
            assert_eq!(ticks_between(start, now), ticks, "from {start} to {now}");
        }
    }

    #[test]
    fn speed_times_time_is_the_distance() {
        for number in numbers(23) {
            let (metres, tenths) = (number % 3_000, number / 3_000 % 5_000 + 1);
            let found = speed(metres, tenths);
            let error = (found * f64::from(tenths) / 10.0 - f64::from(metres)).abs();
            assert!(error < 1e-6, "{metres} m in {tenths} tenths: {found} m/s");
        }
    }

    #[test]
    fn a_run_counts_by_the_rules_or_by_the_judges() {
        for gates in 0..=255 {
            assert!(counts(gates, true, true), "{gates} gates, but allowed");
            assert!(counts(gates, false, true), "{gates} gates, but allowed");
            assert!(!counts(gates, true, false), "{gates} gates, tipped over");
            let clean = counts(gates, false, false);
            assert_eq!(clean, gates == 12, "{gates} gates, not tipped over");
        }
    }

    #[test]
    fn a_lamp_shows_one_digit() {
        for (number, digit) in (0..).zip("0123456789".chars()) {
            assert_eq!(lamp(number), digit, "lamp({number})");
        }
        for number in (10..300).chain([u32::MAX]) {
            assert_eq!(lamp(number), '-', "lamp({number})");
        }
    }
}
