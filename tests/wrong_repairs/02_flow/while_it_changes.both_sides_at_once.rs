// A blanket has to go into a square drawer. While one of its sides is too long for that,
// we fold it in the middle of its longer side.
// The program compiles, but it doesn't always end. After two seconds the check stops it.
//
// New here: `while` looks at its condition before every turn, and ends when it's false.
// So a turn must change something that the condition looks at.
//
// Make this true: `fold` returns the width and the length of the folded blanket. One of
// 160 by 200 cm goes into a drawer of 60 cm when it's folded to 160 by 100, 80 by 100, 80
// by 50, and at last 40 by 50. (An odd number is halved as always in Rust: 61 / 2 is 30.)

fn fold(mut width: u32, mut length: u32, drawer: u32) -> (u32, u32) {
    while width > drawer || length > drawer {
        width /= 2;
        length /= 2;
    }
    (width, length)
}

fn main() {
    let (width, length) = fold(160, 200, 60);
    println!("In the drawer: {width} by {length} cm");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blanket_that_fits_is_not_folded() {
        assert_eq!(fold(50, 40, 60), (50, 40), "it goes in as it is");
        assert_eq!(fold(60, 60, 60), (60, 60), "it just goes in");
    }

    #[test]
    fn the_longer_side_is_folded_until_both_fit() {
        assert_eq!(fold(61, 10, 60), (30, 10), "too wide");
        assert_eq!(fold(160, 200, 60), (40, 50), "four folds");
        assert_eq!(fold(10, 200, 60), (10, 50), "two folds of the same side");
        assert_eq!(fold(900, 1, 100), (56, 1), "450, 225, 112, 56");
    }
}
