// A lift counts its passengers on every ride. It makes three rides an hour, so
// `[2, 4, 1, 3, 5]` is one full hour and an hour that isn't over yet.
// - `per_hour` adds up the passengers of each hour, including the last one.
// - `fuller` counts the rides that had more passengers than the ride before.
// Both functions look at the rides in the wrong groups.
//
// New here: two methods of a slice hand out small slices, one after the other.
//   rides.chunks(2)     [2, 4]  [1, 3]  [5]             cut in pieces, the last is short
//   rides.windows(2)    [2, 4]  [4, 1]  [1, 3]  [3, 5]  a window that moves on by one

fn per_hour(rides: &[u32]) -> Vec<u32> {
    rides.windows(3).map(|hour| hour.iter().sum()).collect()
}

fn fuller(rides: &[u32]) -> usize {
    rides.chunks(2).filter(|pair| pair[1] > pair[0]).count()
}

fn main() {
    let rides = [2, 4, 1, 3, 5, 0];
    println!("passengers per hour: {:?}", per_hour(&rides));
    println!("fuller than the ride before: {}", fuller(&rides));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ride_belongs_to_one_hour() {
        let why = "2 + 4 + 1 in the first hour, 3 + 5 + 0 in the second";
        assert_eq!(per_hour(&[2, 4, 1, 3, 5, 0]), [7, 8], "{why}");
        assert_eq!(per_hour(&[2, 4, 1, 3]), [7, 3], "the last hour counts too");
        assert_eq!(per_hour(&[6]), [6], "one ride makes a short hour");
    }

    #[test]
    fn each_ride_is_compared_with_the_one_before() {
        let why = "4 is more than 2, 3 is more than 1, 5 is more than 3";
        assert_eq!(fuller(&[2, 4, 1, 3, 5, 0]), 3, "{why}");
        assert_eq!(fuller(&[1, 2, 3]), 2, "2 is compared with 1, and 3 with 2");
        assert_eq!(fuller(&[4]), 0, "the first ride has none before it");
    }
}
