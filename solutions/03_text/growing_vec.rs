// A snail climbs a wall: 5 cm up by day, 2 cm down at night.
//
// An index says how far an element is from the beginning. So the first one has index 0,
// and day 1 is at `list[0]`. `usize` is the type for that: it's as large as an address of
// this machine. Where you need every element and no index, `for height in &list` is best:
// it can't begin too late or end too early.

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

fn height_on(day: usize, wall: u32) -> u32 {
    let list = evenings(wall);
    list[day - 1] // the element of day 1 has index 0
}

fn low_evenings(wall: u32) -> u32 {
    let list = evenings(wall);
    let mut count = 0;
    for height in &list {
        if height * 2 < wall {
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
