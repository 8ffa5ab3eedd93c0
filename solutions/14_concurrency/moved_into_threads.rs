// A shop has one price list and several tills. Each till is a thread that adds up the
// basket of one customer, and each of them needs the price list to do so.
//
// There was one `Arc`. It moved into the first till's closure, and the second till had
// none. Now every till gets an owner of its own, and all owners share the one price list.

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
        // A new owner for this till. It has the old name, which is usual, and `move`
        // takes the new one along. The `prices` outside the loop stays for the next till.
        let prices = Arc::clone(&prices);
        tills.push(thread::spawn(move || add_up(&prices, &basket)));
    }
    tills.into_iter().map(|till| till.join().unwrap()).collect()
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
