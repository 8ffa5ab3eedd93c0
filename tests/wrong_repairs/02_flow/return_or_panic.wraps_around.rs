// A dairy has a machine that cuts wheels of cheese. The rind weighs 200 g and can't be
// sold. `slices` should say how many slices the rest gives, with both weights in grams.
// Two things can happen that the program isn't ready for. Read its messages first: what
// went wrong, and on which line?
//
// New here: when a program can't go on, it panics: it stops with a message that names the
// place. Rust panics when an integer overflows or is divided by 0.
//   panic!("no milk on day {day}")              panics with your own message
//   assert!(milk > 0, "no milk on day {day}")   panics if the condition is false
//   return 5;                                   ends the function with the value 5
// A panic is for a mistake in the program. An ordinary case deserves an ordinary answer.
//
// Make this true:
//   Some wheels weigh less than 200 g. They give 0 slices, and nothing is wrong.
//   Asking for slices of 0 g is a mistake. Then `slices` panics with a message such as
//   "a slice of 0 g, from a wheel of 3000 g", with the weight of that very wheel.

const RIND: u32 = 200; // in grams, on every wheel

fn slices(wheel: u32, slice: u32) -> u32 {
    assert!(slice > 0, "a slice of 0 g, from a wheel of {wheel} g");
    wheel.wrapping_sub(RIND) / slice
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
