// A post office weighs parcels on four scales at the same time, one thread for each
// scale.
//
// All threads wanted to change one `total`, which is more than one writer. A Mutex would
// allow it. It's simpler, and faster, to share nothing: every thread makes a sum of its
// own and returns it, and the main thread adds them up. All threads start before the
// first `join`; otherwise they'd work one after another.

use std::thread;

struct Parcel {
    grams: u64,
}

fn total(parcels: &[Parcel], weigh: fn(&Parcel) -> u64) -> u64 {
    let size = parcels.len().div_ceil(4).max(1); // rounded up, and at least 1
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for chunk in parcels.chunks(size) {
            handles.push(scope.spawn(move || chunk.iter().map(weigh).sum::<u64>()));
        }
        let sums = handles.into_iter().map(|handle| handle.join().unwrap());
        sums.sum()
    })
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
