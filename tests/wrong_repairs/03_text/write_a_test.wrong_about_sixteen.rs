// A cable car takes luggage up a mountain. Up to 5 kg are free, from 6 to 15 kg cost 4
// euros, and everything heavier costs 7. `fee` is right. Mona and Jan have each written it
// too, below in `mod tests`. Each made a mistake with one weight, and a good test finds it.
//
// This is what stands at the end of nearly every file of this course:
//   #[cfg(test)]       what follows is compiled only for tests
//   mod tests { }      a module, a part of the program that has names of its own
//   use super::*;      makes the names outside of the module known inside, such as `fee`
//   #[test]            the function below is a test: it fails if it panics
//   assert_eq!(a, b)   panics unless `a` and `b` are equal
//   #[should_panic]    turns the test round: it fails unless it panics
//
// `check` isn't a test, but the tests call it. Its parameter is a function: `fee`, or one
// of the other two. So it tries the same assertions on all three.
//
// Make this true: `check` accepts the right function, and panics with the other two.

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
        assert_eq!(fee(6), 4);
        assert_eq!(fee(16), 4);
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
