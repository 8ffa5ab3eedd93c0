// Sunflowers stand in a row, from the smallest to the tallest.
//
// `Deref` lends what's inside to be read. There's no `DerefMut`, which would lend it to be
// changed, so a row still can't get out of order.

use std::ops::Deref;

struct Row {
    heights: Vec<u32>,
}

impl Row {
    fn new() -> Row {
        Row { heights: vec![] }
    }

    fn plant(&mut self, height: u32) {
        let place = self.heights.partition_point(|&other| other < height);
        self.heights.insert(place, height);
    }
}

impl Deref for Row {
    // A slice, not the `Vec`: how we store the heights is nobody's business.
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.heights
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
    println!("{:?} cm in the middle", middle(&row));
    println!("{:?} cm at the end", tallest(&row));
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
