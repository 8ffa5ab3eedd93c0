// A club meets on a hill to fly kites.
//
// A condition is a `bool`: it's `true` or `false`. Numbers aren't conditions in Rust, not
// even 0 and 1. You get a `bool` from a comparison (`==`, `!=`, `<`, `<=`, `>`, `>=`) or
// from other conditions:
//   a && b   both are true
//   a || b   at least one is true
//   !a       the opposite (but `!` in front of a number flips the number's bits)
//
// Make this true:
// - The club may fly if there's at least one kite, the wind is stronger than 10 km/h but
//   not stronger than 30 km/h, and there are no storm warnings.
// - Members may borrow a kite. So may guests, if they leave at least 20 euros.

fn may_fly(kites: u32, wind: u32, warnings: u32) -> bool {
    kites && wind > 10 && wind <= 30 && !warnings
}

fn may_borrow(is_member: bool, euros: u32) -> bool {
    is_member && euros >= 20
}

fn main() {
    println!("May they fly? {}", may_fly(3, 18, 0));
    println!("May a guest borrow one? {}", may_borrow(false, 20));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_must_be_a_kite() {
        assert!(may_fly(1, 20, 0), "one kite is enough");
        assert!(may_fly(7, 20, 0), "seven kites are fine");
        assert!(!may_fly(0, 20, 0), "there's nothing to fly");
    }

    #[test]
    fn the_wind_must_be_right() {
        assert!(!may_fly(2, 10, 0), "10 km/h are too weak");
        assert!(may_fly(2, 11, 0), "11 km/h are enough");
        assert!(may_fly(2, 30, 0), "30 km/h are fine");
        assert!(!may_fly(2, 31, 0), "31 km/h are too strong");
    }

    #[test]
    fn there_must_be_no_warning() {
        assert!(!may_fly(2, 20, 1), "one warning is enough to stay down");
        assert!(!may_fly(2, 20, 2), "and so are two");
    }

    #[test]
    fn members_and_guests_may_borrow() {
        assert!(may_borrow(true, 0), "a member needn't leave money");
        assert!(may_borrow(true, 50), "but may");
        assert!(may_borrow(false, 20), "a guest who leaves 20 euros");
        assert!(!may_borrow(false, 19), "a guest who leaves too little");
    }
}
