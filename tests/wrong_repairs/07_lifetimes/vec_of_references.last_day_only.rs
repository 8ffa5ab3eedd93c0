// A family looks through the photos of its holiday, day by day. `slide_show` must return
// the numbers of all photos with four or five stars, from day 1 to `last_day`. Those with
// four stars come first: the best are kept for the end. No photo is copied.
//
// A Vec of references doesn't own what its references point to. A variable that's
// declared in the body of a loop is dropped at the end of every round.
// `sort_by_key(|photo| photo.stars)` sorts by the number of stars, the smallest first.
// `map` makes something new of each element, and `collect` gathers the results in a Vec.

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
    let mut best: Vec<&Photo> = Vec::new();
    let photos = load_day(last_day);
    for photo in &photos {
        if photo.stars >= 4 {
            best.push(photo);
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
    use std::cell::Cell;

    #[test]
    fn the_good_photos_of_all_days_are_shown() {
        assert_eq!(slide_show(1), [10]);
        assert_eq!(slide_show(2), [20, 21, 10], "from day 1 and day 2");
        assert_eq!(slide_show(3), [20, 21, 10, 31], "31 has five stars");
    }

    // How many photos have been dropped?
    thread_local! { static DROPPED: Cell<u32> = const { Cell::new(0) } }

    impl Drop for Photo {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
        }
    }

    #[test]
    fn the_photos_are_dropped_after_the_show() {
        slide_show(3);
        let why = "drop all six photos, and don't copy any or keep them forever";
        assert_eq!(DROPPED.get(), 6, "{why}");
    }
}
