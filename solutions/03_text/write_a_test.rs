// A cable car takes luggage up a mountain. Up to 5 kg are free, from 6 to 15 kg cost 4
// euros, and everything heavier costs 7.
//
// Most mistakes are made where one case ends and the next begins: `<` or `<=`, 15 or 16.
// An assertion in the middle of a range (30 kg) finds nothing there. So each border
// gets two assertions, one on each side. Keep to that, and you needn't guess where
// somebody will go wrong. `cargo new --lib` writes such a module, and `cargo test` runs it.

fn fee(kilos: u32) -> u32 {
    match kilos {
        0..=5 => 0,
        6..=15 => 4,
        _ => 7,
    }
}

fn main() {
    println!("30 kg cost {} euros.", fee(30));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fee_by_mona(kilos: u32) -> u32 {
        if kilos <= 6 {
            0
        } else if kilos <= 15 {
            4
        } else {
            7
        }
    }

    fn fee_by_jan(kilos: u32) -> u32 {
        if kilos >= 15 {
            7
        } else if kilos >= 6 {
            4
        } else {
            0
        }
    }

    fn check(fee: fn(u32) -> u32) {
        assert_eq!(fee(30), 7, "a heavy trunk");
        // Both sides of the border at 6, which is where Mona went wrong.
        assert_eq!(fee(5), 0, "the heaviest for free");
        assert_eq!(fee(6), 4, "the lightest that's paid for");
        // Both sides of the border at 16; Jan went wrong at 15.
        assert_eq!(fee(15), 4, "the heaviest of the lower fee");
        assert_eq!(fee(16), 7, "the lightest of the full fee");
    }

    #[test]
    fn the_right_function_is_accepted() {
        check(fee);
    }

    #[test]
    #[should_panic(expected = "assertion")]
    fn the_mistake_of_mona_is_found() {
        check(fee_by_mona);
    }

    #[test]
    #[should_panic(expected = "assertion")]
    fn the_mistake_of_jan_is_found() {
        check(fee_by_jan);
    }

    #[test]
    fn nobody_has_changed_the_fees() {
        let mut sum = 0;
        for kilos in 0..100 {
            sum += kilos * fee(kilos);
        }
        assert_eq!(sum, 34_230, "`fee` was right, and stays as it is");
    }
}
