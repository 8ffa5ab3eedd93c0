// At a swimming contest, one length of the pool is 25 metres. Times are in seconds.
//
// A number with a point is a float, of the type `f64`. Floats and integers don't mix, not
// even in `x * 2`. Write `2.0`, or convert the integer: `f64::from(n)`.
//
// A float keeps about 16 digits and rounds the rest away, so 0.1 + 0.2 isn't quite 0.3.
// Instead of `==`, ask how far apart two floats are. These give an `f64` again:
//   x.abs()     the number without its minus
//   x.floor()   the whole number just below
//   x.round()   the nearest whole number
//
// Make this true:
// - `speed` is the speed of a swimmer in metres per second.
// - `to_tenths` rounds a time to the nearest tenth of a second.
// - Two swimmers tie if their times are less than a thousandth of a second apart.

fn speed(lengths: u32, seconds: f64) -> f64 {
    25.0 * f64::from(lengths) / seconds
}

fn to_tenths(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}

fn is_tie(first: f64, second: f64) -> bool {
    first - second < 0.001
}

fn main() {
    println!("{} metres per second", speed(4, 80.0));
    println!("{} seconds", to_tenths(58.96));
    println!("A tie? {}", is_tie(0.1 + 0.2, 0.3));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64) {
        let distance = (found - expected).abs();
        assert!(distance < 1e-9, "expected {expected}, found {found}");
    }

    #[test]
    fn speed_is_distance_by_time() {
        assert_close(speed(4, 80.0), 1.25);
        assert_close(speed(2, 31.25), 1.6);
        assert_close(speed(1, 0.5), 50.0);
    }

    #[test]
    fn times_are_rounded_to_the_nearest_tenth() {
        assert_close(to_tenths(31.24), 31.2);
        assert_close(to_tenths(31.26), 31.3);
        assert_close(to_tenths(58.96), 59.0);
    }

    #[test]
    fn less_than_a_thousandth_apart_is_a_tie() {
        assert!(is_tie(31.25, 31.25), "the very same time");
        assert!(is_tie(0.1 + 0.2, 0.3), "as good as the same time");
        assert!(is_tie(30.0005, 30.0), "half a thousandth apart");
        assert!(!is_tie(31.25, 31.26), "the first swimmer is faster");
        assert!(!is_tie(31.26, 31.25), "the second swimmer is faster");
    }
}
