// A toy crane keeps each of its numbers in a `u8`, which ends at 255.
//
// `+` and `-` panicked as soon as a result didn't fit. What's right instead depends on
// what the number stands for, so we choose it in each place.

fn turn(notch: u8, by: u8) -> u8 {
    // A circle has no end: 0 follows 255.
    notch.wrapping_add(by)
}

fn lift(height: u8, by: u8) -> u8 {
    // At the top, the hook stays where it is.
    height.saturating_add(by)
}

fn lower(height: u8, by: u8) -> Option<u8> {
    // There's no right height below the ground, so the caller gets `None`.
    height.checked_sub(by)
}

fn main() {
    println!("Turned to notch {}", turn(10, 20));
    println!("Lifted to {}", lift(10, 20));
    println!("Lowered to {:?}", lower(30, 20)); // `{:?}` can show an Option
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_notch_255_comes_notch_0() {
        assert_eq!(turn(10, 20), 30, "nothing special here");
        assert_eq!(turn(255, 1), 0, "one notch past 255");
        assert_eq!(turn(200, 100), 44, "56 notches reach 0, and 44 are left");
        assert_eq!(turn(7, 255), 6, "a whole circle but for one notch");
    }

    #[test]
    fn the_hook_stops_at_the_top() {
        assert_eq!(lift(10, 20), 30, "nothing special here");
        assert_eq!(lift(250, 5), 255, "just up to the top");
        assert_eq!(lift(250, 6), 255, "it can't go higher");
        assert_eq!(lift(255, 255), 255, "it's at the top already");
    }

    #[test]
    fn the_hook_never_hits_the_ground() {
        assert_eq!(lower(30, 20), Some(10), "nothing special here");
        assert_eq!(lower(20, 20), Some(0), "just down to the ground");
        assert_eq!(lower(20, 21), None, "it would hit the ground");
        assert_eq!(lower(0, 255), None, "it's on the ground already");
    }
}
