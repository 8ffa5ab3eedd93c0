// A choir has a jar for money. `movements` says what went into the jar (positive) and
// what was taken out (negative), in cents. The baker promised to double every gift.
// `doubled` returns each gift, doubled. What was taken out is no gift.
//
// New here: an iterator hands out values one by one.
//   numbers.iter()      hands out references: `&i32`
//   .filter(closure)    keeps the values for which the closure says `true`
//   .map(closure)       makes a new value from each one
//   .collect()          gathers them, here in a Vec
// `filter` only looks. It lends each value to its closure, and so adds one more `&`.
// A pattern takes references apart: in `|&n|` the value behind one `&` is called `n`.

fn twice(cents: i32) -> i32 {
    cents * 2
}

fn doubled(movements: Vec<i32>) -> Vec<i32> {
    movements
        .iter()
        .filter(|&cents| cents > 0)
        .map(|cents| twice(cents))
        .collect()
}

fn main() {
    println!("with the baker's share: {:?}", doubled(vec![500, -120, 80]));
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
