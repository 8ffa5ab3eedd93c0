// Sunflowers stand in a row, from the smallest to the tallest. The only way into a `Row`
// is `plant`, which finds the right place. So nobody can ever disturb the order.
// But everybody may look. `middle` and `tallest` want a slice of heights (in cm), and so
// do many methods of the standard library. A row should do as one.
//
// New here: you know that a `&Box<T>` does where a `&T` is wanted. That's no privilege of
// boxes. It works for all types with the trait `std::ops::Deref`:
//   impl Deref for Envelope {
//       type Target = Letter;
//       fn deref(&self) -> &Letter { ... }
//   }
// Then a `&Envelope` does as a `&Letter`, and an envelope has all methods of a letter that
// only look at it. Rust calls `deref` by itself, more than once if it has to.
//
// Make this true: a `&Row` does wherever a `&[u32]` is wanted. Nothing is copied for that.

struct Row {
    heights: Vec<u32>,
}

impl Row {
    fn new() -> Row {
        Row { heights: vec![] }
    }

    fn heights(&self) -> &[u32] {
        &self.heights
    }

    fn plant(&mut self, height: u32) {
        let place = self.heights.partition_point(|&other| other < height);
        self.heights.insert(place, height);
    }
}

fn middle(heights: &[u32]) -> Option<u32> {
    heights.get(heights.len() / 2).copied()
}

fn tallest(heights: &[u32]) -> Option<u32> {
    heights.last().copied()
}

fn main() {
    let mut row = Row::new();
    for height in [180, 95, 210] {
        row.plant(height);
    }
    println!("{:?} cm in the middle", middle(row.heights()));
    println!("{:?} cm at the end", tallest(row.heights()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(heights: &[u32]) -> Row {
        let mut row = Row::new();
        for &height in heights {
            row.plant(height);
        }
        row
    }

    #[test]
    fn a_row_does_as_a_slice() {
        let row = row(&[180, 95, 210, 60, 120]);
        assert_eq!(middle(&row), Some(120), "60, 95, then 120");
        assert_eq!(middle(&[5, 6, 7]), Some(6), "a plain slice still does");
    }

    #[test]
    fn a_row_in_a_box_does_too() {
        let boxed: Box<Row> = Box::new(row(&[31, 30]));
        assert_eq!(tallest(&boxed), Some(31), "two calls of `deref`");
    }

    #[test]
    fn a_row_has_the_methods_of_a_slice() {
        let row = row(&[7, 3, 5]);
        assert_eq!(row.first(), Some(&3), "the smallest");
        assert_eq!(row.iter().sum::<u32>(), 15, "the sum of all heights");
    }

    #[test]
    fn nothing_is_copied() {
        let row = row(&[9, 8]);
        let heights: &[u32] = &row;
        assert_eq!(heights, [8, 9]);
        assert_eq!(heights.as_ptr(), row.heights.as_ptr(), "the row's own");
    }
}
