// A shop has one price list and several tills. Each till is a thread that adds up the
// basket of one customer, and each of them needs the price list to do so.
//
// New here: with `Arc<T>`, one value can have several owners, in several threads.
// `Arc::new(value)` makes the first owner. `Arc::clone(&owner)` makes one more owner of
// the same value; the value isn't copied. It's dropped when its last owner is gone. You
// look at the value through an `Arc` as you do through a reference.
//
// Make this true: every basket has a till of its own, and all tills read the same price
// list. No price is copied.

use std::sync::Arc;
use std::thread::{self, ThreadId};

struct Price {
    cents: u32,
}

fn add_up(prices: &[Price], basket: &[usize]) -> (u32, ThreadId) {
    let cents = basket.iter().map(|&place| prices[place].cents).sum();
    (cents, thread::current().id())
}

fn open_tills(prices: Vec<Price>, baskets: Vec<Vec<usize>>) -> Vec<(u32, ThreadId)> {
    let prices = Arc::new(prices);
    let mut tills = Vec::new();
    for basket in baskets {
        tills.push(add_up(&prices, &basket));
    }
    tills
}

fn main() {
    let prices = vec![Price { cents: 120 }, Price { cents: 45 }];
    for (cents, till) in open_tills(prices, vec![vec![0, 0], vec![1, 0]]) {
        println!("{cents} cents, from {till:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    static DROPPED: AtomicUsize = AtomicUsize::new(0);

    impl Drop for Price {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, SeqCst);
        }
    }

    #[test]
    fn all_tills_read_the_one_price_list() {
        let prices = vec![Price { cents: 300 }, Price { cents: 7 }];
        let paid = open_tills(prices, vec![vec![0, 1], vec![1, 1]]);
        assert_eq!(paid.len(), 2, "every basket is paid for");
        assert_eq!([paid[0].0, paid[1].0], [307, 14], "in the order of baskets");
        assert_ne!(paid[0].1, paid[1].1, "each basket has a till of its own");
        let dropped = DROPPED.load(SeqCst);
        assert_eq!(dropped, 2, "two prices, no copies, and none is left behind");
    }
}
