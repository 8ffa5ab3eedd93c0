// `slide_show` picks the photos with four or five stars from several days and sorts them.
//
// `best` only pointed at photos. Their owner, `photos`, was dropped at the end of every
// round of the loop, while `best` is used after the loop. The photos that are picked need
// an owner that lives as long as they are wanted. That is `best`: the loop takes each
// photo by value and moves the good ones into it. The others are dropped.

struct Photo {
    number: u32,
    stars: u32,
}

fn photo(number: u32, stars: u32) -> Photo {
    Photo { number, stars }
}

// Stands in for a memory card: the photos of one day.
fn load_day(day: u32) -> [Photo; 2] {
    let first = day * 10;
    [photo(first, 6 - day), photo(first + 1, 2 + day)]
}

fn slide_show(last_day: u32) -> Vec<u32> {
    let mut best: Vec<Photo> = Vec::new();
    for day in 1..=last_day {
        // Without `&` the loop takes each photo out of the array, to keep or to drop.
        for photo in load_day(day) {
            if photo.stars >= 4 {
                best.push(photo); // moved, not copied
            }
        }
    }
    best.sort_by_key(|photo| photo.stars);
    best.iter().map(|photo| photo.number).collect()
}

fn main() {
    println!("{:?}", slide_show(3));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_good_photos_of_all_days_are_shown() {
        assert_eq!(slide_show(1), [10]);
        assert_eq!(slide_show(2), [20, 21, 10], "from day 1 and day 2");
        assert_eq!(slide_show(3), [20, 21, 10, 31], "31 has five stars");
    }
}
