// A weather station records the rain of each day, in millimetres.
// `rain_total` adds up three days. Make it return the sum.
//
// `[u32; 3]` is an array: three whole numbers in a row.
// `for rain in days` runs the block once for each of them.
// `total += rain` adds `rain` to `total`.
//
// A variable keeps the value that `let` gives it, unless you say that it may change.

fn rain_total(days: [u32; 3]) -> u32 {
    let total = 0;
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
