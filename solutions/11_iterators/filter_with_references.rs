// A choir has a jar for money. `doubled` returns each gift, doubled.
//
// `iter` hands out `&i32`, and `filter` lends each of these to its closure: `&&i32`. A
// reference isn't a number, so it can't be compared with 0. The patterns take off exactly
// the `&`s that are there: two for `filter`, one for `map`. An `i32` is `Copy`, so taking
// it from behind a reference makes a copy. (`**cents > 0` and `twice(*cents)` are right
// as well.)

fn twice(cents: i32) -> i32 {
    cents * 2
}

fn doubled(movements: &[i32]) -> Vec<i32> {
    movements
        .iter()
        .filter(|&&cents| cents > 0)
        .map(|&cents| twice(cents))
        .collect()
}

fn main() {
    println!("with the baker's share: {:?}", doubled(&[500, -120, 80]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gifts_are_doubled_and_the_rest_is_left_out() {
        let f: fn(&[i32]) -> Vec<i32> = doubled; // it only looks
        let why = "500 and 80 were given, 120 was taken out";
        assert_eq!(f(&[500, -120, 80]), [1000, 160], "{why}");
        assert_eq!(f(&[0, 1]), [2], "0 cents are no gift");
        assert_eq!(f(&[-5, -7]), [], "nobody gave anything");
    }
}
