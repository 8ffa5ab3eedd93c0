// A dairy has a machine that cuts wheels of cheese.
//
// Both cases panicked, one with "attempt to subtract with overflow" and one with "attempt
// to divide by zero". Small wheels happen, so the caller gets a number. Slices of 0 g are
// a mistake: a number that looks right would hide it. So the program still panics, but
// with a message that helps to find out who was wrong.

const RIND: u32 = 200; // in grams, on every wheel

fn slices(wheel: u32, slice: u32) -> u32 {
    // First, because it's a mistake with every wheel, a small one too.
    assert!(slice > 0, "a slice of 0 g, from a wheel of {wheel} g");
    // An ordinary case with an ordinary answer. After this line, the subtraction is safe.
    if wheel < RIND {
        return 0;
    }
    (wheel - RIND) / slice
}

fn main() {
    println!("A wheel of 3000 g: {} slices of 25 g", slices(3000, 25));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_slices_count() {
        assert_eq!(slices(3000, 25), 112, "2800 g of cheese");
        assert_eq!(slices(251, 25), 2, "51 g of cheese");
        assert_eq!(slices(224, 25), 0, "24 g of cheese");
    }

    #[test]
    fn a_small_wheel_gives_no_slices() {
        assert_eq!(slices(200, 25), 0, "nothing but rind");
        assert_eq!(slices(150, 25), 0, "less than a rind weighs");
        assert_eq!(slices(0, 1), 0, "no wheel at all");
    }

    // This test passes only if there's a panic whose message contains the text.
    #[test]
    #[should_panic(expected = "a slice of 0 g, from a wheel of 3000 g")]
    fn no_slice_weighs_nothing() {
        let _ = slices(3000, 0);
    }

    #[test]
    #[should_panic(expected = "a slice of 0 g, from a wheel of 150 g")]
    fn not_even_from_a_small_wheel() {
        let _ = slices(150, 0);
    }
}
