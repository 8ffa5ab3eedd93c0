// A post office weighs parcels on four scales, with one thread for each scale. Every
// thread gets a chunk of the parcels. But then all of them write to one `total`.
//
// You know: `scope.spawn(...)` returns a handle, and `handle.join().unwrap()` waits until
// the thread is done and returns the value of its closure.
//
// Make this true: four threads weigh at the same time, and `total` returns the sum of
// all. In the test, each weighing waits until four threads are weighing. If they work one
// after another, it waits forever, and the course stops the test.

use std::thread;

struct Parcel {
    grams: u64,
}

fn total(parcels: &[Parcel], weigh: fn(&Parcel) -> u64) -> u64 {
    let size = parcels.len().div_ceil(4).max(1); // rounded up, and at least 1
    let mut total = 0;
    thread::scope(|scope| {
        for chunk in parcels.chunks(size) {
            total += scope.spawn(|| chunk.iter().map(weigh).sum::<u64>()).join().unwrap();
        }
    });
    total
}

fn main() {
    let parcels = [250, 1200, 80, 4000, 730].map(|grams| Parcel { grams });
    println!("{} grams", total(&parcels, |parcel| parcel.grams));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    static FOUR: Barrier = Barrier::new(4); // holds threads until four are there

    fn weigh_together(parcel: &Parcel) -> u64 {
        FOUR.wait();
        parcel.grams
    }

    #[test]
    fn four_threads_weigh_at_the_same_time() {
        let parcels = [1, 20, 300, 4000].map(|grams| Parcel { grams });
        assert_eq!(total(&parcels, weigh_together), 4321, "the sum of all");
        let grams: fn(&Parcel) -> u64 = |parcel| parcel.grams;
        assert_eq!(total(&parcels[1..], grams), 4320, "three will do, too");
        assert_eq!(total(&[], grams), 0, "no parcels weigh nothing");
    }
}
