// Two mountain guides share one map. Each of them plans a walk in a thread of her own.
//
// `Rc` counts its owners without regard to other threads, so no `Rc` may go to another
// thread (it isn't `Send`). `Arc` does the same work and counts atomically: even if two
// threads change the count at once, no change is lost. That takes a little longer, and so
// Rust has both.
#![forbid(unsafe_code)]

use std::sync::Arc;
use std::thread::{self, JoinHandle, ThreadId};

struct Map {
    huts: [&'static str; 2],
}

fn plan(map: &Map, day: usize) -> (&'static str, ThreadId) {
    (map.huts[day], thread::current().id())
}

fn send_guides(map: Map) -> [JoinHandle<(&'static str, ThreadId)>; 2] {
    // `Arc`, because its owners live in different threads.
    let map = Arc::new(map);
    let same_map = Arc::clone(&map);
    let anja = thread::spawn(move || plan(&map, 0));
    let mira = thread::spawn(move || plan(&same_map, 1));
    [anja, mira]
}

fn main() {
    let huts = ["Eagle Hut", "Lake Hut"];
    for guide in send_guides(Map { huts }) {
        let (hut, _) = guide.join().unwrap();
        println!("I walk to {hut}.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    static DROPPED: AtomicUsize = AtomicUsize::new(0);

    impl Drop for Map {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, SeqCst);
        }
    }

    #[test]
    fn two_guides_own_one_map() {
        let huts = ["Col", "Spring"];
        let [first, second] = send_guides(Map { huts }).map(|g| g.join().unwrap());
        assert_eq!([first.0, second.0], huts, "day 0 to Col, day 1 to Spring");
        assert_ne!(first.1, second.1, "each guide plans in her own thread");
        let dropped = DROPPED.load(SeqCst);
        assert_eq!(dropped, 1, "there is one map, and it is dropped at the end");
    }
}
