// At a swimming contest, one length of the pool is 25 metres. Times are in seconds.
//
// Rust wants floats on both sides of an operator, and the compiler finds each place. It
// can't know that a time should be rounded, or that `==` asks for too much.

fn speed(lengths: u32, seconds: f64) -> f64 {
    // Every `u32` fits into an `f64`, so there's a `from`.
    25.0 * f64::from(lengths) / seconds
}

fn to_tenths(seconds: f64) -> f64 {
    // Ten times as many, to the nearest whole number, and back.
    (seconds * 10.0).round() / 10.0
}

fn is_tie(first: f64, second: f64) -> bool {
    // Without `abs`, a second swimmer who's slower would always tie.
    (first - second).abs() < 0.001
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
