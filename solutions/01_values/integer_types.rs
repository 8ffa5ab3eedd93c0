// A lift goes down into an old mine. Level 0 is 300 metres above the sea, and every level
// is 40 metres deeper than the one before. A sign at each level shows its height.
//
// A `u8` ends at 255, so 300 didn't fit. A bigger unsigned type would have held 300, but
// no height below the sea. A type has to hold the smallest number as well as the largest.

// `i16` is enough for 300 and -1300. With `i32` there's more room, and it's what Rust
// itself takes for an integer if nothing asks for another type.
fn sign(level: i32) -> String {
    let top: i32 = 300;
    let height = top - 40 * level;
    format!("Level {level}: {height} m")
}

fn main() {
    println!("{}", sign(0));
    println!("{}", sign(6));
    println!("{}", sign(40));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_levels_are_above_the_sea() {
        assert_eq!(sign(0), "Level 0: 300 m", "the top of the mine");
        assert_eq!(sign(6), "Level 6: 60 m");
        assert_eq!(sign(7), "Level 7: 20 m", "just above the sea");
    }

    #[test]
    fn the_lower_levels_are_below_the_sea() {
        assert_eq!(sign(8), "Level 8: -20 m", "just below the sea");
        assert_eq!(sign(11), "Level 11: -140 m");
        assert_eq!(sign(40), "Level 40: -1300 m", "the bottom of the mine");
    }
}
