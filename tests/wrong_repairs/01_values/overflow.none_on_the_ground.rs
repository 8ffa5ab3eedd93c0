// A toy crane keeps each of its numbers in a `u8`, which ends at 255.
//
// A result that doesn't fit into its type is an overflow. In a debug build, such as here,
// the program panics: it stops with a message. A release build goes on with a wrong
// number. If you know which answer you want, call a method that gives it:
//   a.wrapping_add(b)     after 255 comes 0, just as on a clock 0 comes after 23
//   a.saturating_add(b)   no more than 255
//   a.checked_add(b)      `Some(sum)` if the sum fits, `None` if it doesn't
// There's one of each for `-` and `*` too: `wrapping_mul`, `checked_sub` and so on.
// `Option<u8>` is the type of an answer that's either `Some(number)` or `None`.
//
// Make this true:
// - The crane turns in a circle of 256 notches. After notch 255 comes notch 0.
// - `lift` stops the hook at height 255, however far it should go.
// - `lower` gives the hook's new height, or `None` if it would have to go below 0.

fn turn(notch: u8, by: u8) -> u8 {
    notch.wrapping_add(by)
}

fn lift(height: u8, by: u8) -> u8 {
    height.saturating_add(by)
}

fn lower(height: u8, by: u8) -> Option<u8> {
    if by < height {
        Some(height - by)
    } else {
        None
    }
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
