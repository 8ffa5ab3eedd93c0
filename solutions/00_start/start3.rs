// A weather station records the rain of each day, in millimetres.
// `rain_total` adds up three days.
//
// `total` was declared without `mut`, so it would have kept its first value, 0, forever.
// Variables don't change unless you say so. That way, a reader knows which ones to watch.

fn rain_total(days: [u32; 3]) -> u32 {
    // `mut`, because the loop gives `total` a new value for each day.
    let mut total = 0;
    for rain in days {
        total += rain;
    }
    total
}

fn main() {
    println!("Rain in three days: {} mm", rain_total([4, 0, 11]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dry_days_add_up_to_nothing() {
        assert_eq!(rain_total([0, 0, 0]), 0, "three dry days");
    }

    #[test]
    fn every_day_counts() {
        assert_eq!(
            rain_total([4, 0, 11]),
            15,
            "the sum should carry over from one day to the next"
        );
        assert_eq!(rain_total([1, 20, 300]), 321, "no day should be left out");
    }
}
