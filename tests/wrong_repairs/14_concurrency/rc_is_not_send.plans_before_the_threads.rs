// Two mountain guides share one map. Each of them plans a walk in a thread of her own.
//
// New here: `Rc<T>` gives one value several owners too. But it counts its owners in a way
// that is only right within one thread. If two threads changed that count at once, the
// map could be gone while a guide still reads it. So `Rc` doesn't have the trait `Send`,
// which a type must have to go to another thread.
//
// Make this true: both guides plan in threads of their own and own one map together. No
// other map is made, and this one is dropped when both are done. The line with `forbid`
// stays: it rules out `unsafe`, which could silence the compiler.
#![forbid(unsafe_code)]

use std::rc::Rc;
use std::thread::{self, JoinHandle, ThreadId};

struct Map {
    huts: [&'static str; 2],
}

fn plan(map: &Map, day: usize) -> (&'static str, ThreadId) {
    (map.huts[day], thread::current().id())
}

fn send_guides(map: Map) -> [JoinHandle<(&'static str, ThreadId)>; 2] {
    let map = Rc::new(map);
    let same_map = Rc::clone(&map);
    let (one, two) = (plan(&map, 0), plan(&same_map, 1));
    let anja = thread::spawn(move || one);
    let mira = thread::spawn(move || two);
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
