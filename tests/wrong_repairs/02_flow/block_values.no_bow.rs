// A shop ties a ribbon around every present: once along its length, once across, and a
// bow on top. `ribbon` should say how many centimetres of ribbon to cut.
//
// New here: a function names the type of each parameter, and after `->` the type of its
// result. A call gives the values in the same order.
// The code between `{` and `}` is a block. The body of a function is a block, and so is
// the code to the right of `let bow`. Its last expression is its value, if no `;` follows.
// A `;` drops the value. Without a last expression, a block has the value `()`: the empty
// tuple, which holds nothing at all.
//
// Make this true: a present of 30 by 20 by 10 cm with a bow of size 5 takes 170 cm: 80 cm
// along, 60 cm across and 30 cm for the bow.

fn around(first: u32, second: u32) -> u32 {
    2 * (first + second)
}

fn ribbon(length: u32, width: u32, height: u32, bow_size: u32) -> u32 {
    let bow: u32 = 0;
    let _ = bow_size;
    around(length, height) + around(width, height) + bow
}

fn main() {
    println!("Cut {} cm of ribbon.", ribbon(30, 20, 10, 5));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn around_is_two_sides_twice() {
        assert_eq!(around(30, 10), 80, "30 + 10 + 30 + 10");
        assert_eq!(around(7, 0), 14, "there and back");
    }

    #[test]
    fn the_ribbon_goes_both_ways_and_has_a_bow() {
        assert_eq!(ribbon(30, 20, 10, 5), 170, "80 + 60, and 30 for the bow");
        assert_eq!(ribbon(30, 20, 10, 6), 176, "a bow of 6: 4 * 6 + 2 * 6");
        assert_eq!(ribbon(40, 15, 5, 0), 130, "without a bow");
        assert_eq!(ribbon(0, 0, 0, 1), 6, "the bow alone");
    }
}
