// A beekeeper fills jars with 450 grams of honey each, and packs 12 jars into a box.
//
// In two places the compiler expected one integer type and found another. A conversion to
// a larger type never fails, but it has to come before the product overflows. For one to
// a smaller type, you have to say what becomes of a number that doesn't fit.

fn full_boxes(jars: u16) -> u16 {
    jars / 12
}

fn loose_jars(jars: u16) -> u16 {
    // What the division leaves over. `jars - full_boxes(jars) * 12` would be the same.
    jars % 12
}

fn grams(jars: u16) -> u32 {
    // Convert first, so that the product is a `u32` and has room.
    u32::from(jars) * 450
}

fn stamp(jars: u16) -> Option<u8> {
    // With `as`, 256 boxes would be stamped as 0.
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
