// A lift goes down into an old mine. Level 0 is 300 metres above the sea, and every level
// is 40 metres deeper than the one before. A sign at each level shows its height.
// Level 8 is the first one below the sea.
//
// The name of an integer type tells you what it can hold:
//   u8    0 to 255                i8    -128 to 127
//   u16   0 to 65_535             i16   -32_768 to 32_767
//   u32   0 to 4_294_967_295      i32   -2_147_483_648 to 2_147_483_647
// The number in the name counts bits. `u` means unsigned: no number below zero. The `_`
// inside a number is only for the reader. And both sides of a `-` or `*` must have the
// same type.
//
// Make this true: the signs are right at all levels, from 0 down to 40.

fn sign(level: u32) -> String {
    let top: u32 = 300;
    let height = top.abs_diff(40 * level);
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
