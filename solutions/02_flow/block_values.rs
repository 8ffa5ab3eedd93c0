// A shop ties a ribbon around every present: once along its length, once across, and a
// bow on top.
//
// Both blocks ended with a `;`. It dropped the sum that had just been computed, so both
// had the value `()`. The compiler knew what they should give, because the type is
// written down: after `->` for the function, after `bow:` for the block.

fn around(first: u32, second: u32) -> u32 {
    // No `;`: this is the value of the body, and so the result of the function.
    2 * (first + second)
}

fn ribbon(length: u32, width: u32, height: u32, bow_size: u32) -> u32 {
    // The names `loops` and `tails` end with this block. Only its value gets out.
    let bow: u32 = {
        let loops = 4 * bow_size;
        let tails = 2 * bow_size;
        loops + tails
    };
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
