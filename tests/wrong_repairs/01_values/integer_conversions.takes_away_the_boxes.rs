// A beekeeper fills jars with 450 grams of honey each, and packs 12 jars into a box.
//
// If you divide integers, you get an integer: 30 / 12 is 2. What's left over is called
// the remainder: 30 % 12 is 6.
//
// Rust doesn't turn one integer type into another by itself. You choose how it's done:
//   u32::from(n)           if every value fits, as each `u16` fits into a `u32`
//   u8::try_from(n).ok()   if some don't: an `Option<u8>`, `None` if this one doesn't
//   n as u8                never complains. What doesn't fit becomes another number:
//                          300 becomes 44.
//
// Make this true:
// - `loose_jars` says how many jars are left over once all the full boxes are packed.
// - `grams` is right for as many jars as a `u16` can count.
// - A stamp prints the number of full boxes, up to 255. `stamp` gives this number, or
//   `None` if it's too large for the stamp.

fn full_boxes(jars: u16) -> u16 {
    jars / 12
}

fn loose_jars(jars: u16) -> u16 {
    jars - full_boxes(jars)
}

fn grams(jars: u16) -> u32 {
    u32::from(jars) * 450
}

fn stamp(jars: u16) -> Option<u8> {
    u8::try_from(full_boxes(jars)).ok()
}

fn main() {
    println!("{} boxes, {} jars", full_boxes(30), loose_jars(30));
    println!("{} grams, stamp {:?}", grams(30), stamp(30));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_jars_are_left_over() {
        assert_eq!(loose_jars(30), 6, "two boxes are full");
        assert_eq!(loose_jars(12), 0, "one box, and nothing left");
        assert_eq!(loose_jars(11), 11, "not enough for a box");
        assert_eq!(loose_jars(65_535), 3, "after 5461 full boxes");
    }

    #[test]
    fn every_jar_has_450_grams() {
        assert_eq!(grams(0), 0);
        assert_eq!(grams(2), 900);
        assert_eq!(grams(146), 65_700, "more than a `u16` can hold");
        assert_eq!(grams(65_535), 29_490_750, "the most that a `u16` counts");
    }

    #[test]
    fn the_stamp_ends_at_255() {
        assert_eq!(stamp(30), Some(2));
        assert_eq!(stamp(11), Some(0), "no full box");
        assert_eq!(stamp(3_071), Some(255), "the last number of the stamp");
        assert_eq!(stamp(3_072), None, "256 boxes are too many");
        assert_eq!(stamp(6_000), None, "500 boxes are too many");
    }
}
