// A snail climbs a wall: 5 cm up by day, 2 cm down at night. `evenings` makes a list of
// its height on each evening, until it has reached the top.
//
// A `Vec<u32>`, or vector, is a list of `u32` numbers that can grow.
//   list.push(8);           adds an element at the end; `list` must be `mut`
//   list.len()              how many elements there are
//   list[0]                 the first element: the index of an element counts from 0
//   for height in &list {   runs the block for each element; `&` only lends the list
// An index and a length have the type `usize`.
//
// Make this true:
// - `height_on` tells the snail's height on the evening of a day. Its first day is day 1.
// - `low_evenings` counts the evenings on which it's below half the height of the wall.

fn evenings(wall: u32) -> Vec<u32> {
    let mut list = Vec::new();
    let mut height = 5;
    while height < wall {
        list.push(height);
        height += 5 - 2; // down at night, and up the next day
    }
    list.push(wall);
    list
}

fn height_on(day: u32, wall: u32) -> u32 {
    let list = evenings(wall);
    list[0]
}

fn low_evenings(wall: u32) -> u32 {
    let list = evenings(wall);
    let mut count = 0;
    for i in 0..list.len() {
        if list[i] * 2 < wall {
            count += 1;
        }
    }
    count
}

fn main() {
    println!("Day 2: {} cm of 20", height_on(2, 20));
    println!("{} low evenings", low_evenings(20));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1() {
        assert_eq!(height_on(1, 20), 5, "the first evening");
        assert_eq!(height_on(2, 20), 8, "5 - 2 + 5");
        assert_eq!(height_on(6, 20), 20, "the last evening, at the top");
        assert_eq!(height_on(1, 4), 4, "up a low wall on the first day");
    }

    #[test]
    fn the_list_has_one_height_for_each_evening() {
        assert_eq!(evenings(12), [5, 8, 11, 12], "up 5, down 2, up 5, ...");
        assert_eq!(evenings(3), [3], "it's there on the first evening");
    }

    #[test]
    fn low_evenings_are_counted_from_the_first() {
        assert_eq!(low_evenings(20), 2, "5 and 8 are less than 10");
        assert_eq!(low_evenings(22), 2, "11 is half of 22, and not below it");
        assert_eq!(low_evenings(60), 9, "from 5 to 29");
        assert_eq!(low_evenings(4), 0, "no evening at all");
    }
}
