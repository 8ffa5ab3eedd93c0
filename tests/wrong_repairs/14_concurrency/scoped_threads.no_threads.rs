// A flower show has two prizes. Two judges walk through the show at the same time, and
// each chooses a plant. They don't own the plants. They only look.
//
// New here: `thread::scope(|s| { ... })` runs its closure and returns what that returns,
// but only when all threads that were started in it with `s.spawn(closure)` have ended.
// `s.spawn` returns a handle to join, as `thread::spawn` does.
// (`type Judge = ...` gives a type a short name.)
//
// Make this true: both judges look at the same plants at the same time, each in a thread
// of its own. No plant is copied.

struct Plant {
    name: &'static str,
    height: u32,
}

type Judge = fn(&[Plant]) -> &Plant;

fn award(plants: Vec<Plant>, anna: Judge, omar: Judge) -> String {
    let show = &plants;
    let (one, two) = (anna(show), omar(show));
    format!("prizes: {} and {}", one.name, two.name)
}

fn tallest(plants: &[Plant]) -> &Plant {
    plants.iter().max_by_key(|plant| plant.height).unwrap()
}

fn main() {
    let plants = ["fern", "rose"].map(|name| Plant { name, height: 40 });
    println!("{}", award(plants.into(), tallest, |plants| &plants[0]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    static ENTRANCE: Barrier = Barrier::new(2);
    static DROPPED: AtomicUsize = AtomicUsize::new(0);

    impl Drop for Plant {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, SeqCst);
        }
    }

    // Holds a judge back until both are there. If they come one after the other, or in
    // one thread, the test never ends.
    fn enter(show: &[Plant]) -> &[Plant] {
        ENTRANCE.wait();
        show
    }

    #[test]
    fn both_judges_are_there_at_the_same_time() {
        let plants = [("hop", 600), ("ivy", 200)];
        let plants = plants.map(|(name, height)| Plant { name, height });
        let anna: Judge = |show| tallest(enter(show));
        let omar: Judge = |show| enter(show).last().unwrap();
        let prizes = award(plants.into(), anna, omar);
        assert_eq!(prizes, "prizes: hop and ivy", "Anna's choice comes first");
        let dropped = DROPPED.load(SeqCst);
        assert_eq!(dropped, 2, "two plants, no copies, and none is left behind");
    }
}
