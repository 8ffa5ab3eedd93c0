// A blanket is folded until it goes into a drawer.
//
// The `let` in the loop made a new variable, which was gone at the end of its block. The
// condition never saw it, so a blanket with a long `length` stayed as long as it was. The
// compiler did warn that nobody uses the new variable. When a program behaves strangely,
// read its warnings first.

// `mut` for both: the loop changes both of them.
fn fold(mut width: u32, mut length: u32, drawer: u32) -> (u32, u32) {
    while width > drawer || length > drawer {
        if width > length {
            width /= 2;
        } else {
            // No `let`: this is the `length` that the condition looks at.
            length /= 2;
        }
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
