// A museum has several doors. At each door, a thread lets a group of visitors in and adds
// it to the museum's count. But what's shared through an `Arc` can only be read.
//
// New here: `Mutex::new(value)` makes a `Mutex<T>`. It keeps a value of type `T` and lets
// one thread at a time reach it. `mutex.lock().unwrap()` waits until no other thread has
// the lock. Then it gives back a guard, and `*guard` is the value, to read and to change.
// The lock ends when the guard is dropped. A `&` to the Mutex is enough for all this.
// (`lock` gives an error if a thread has panicked while it held the lock.)
//
// Make this true: whichever door they take, all visitors are in the count of the museum.
// The line with `forbid` stays. It rules out `unsafe`.
#![forbid(unsafe_code)]

use std::sync::Arc;
use std::thread;

struct Museum {
    visitors: u32,
}

impl Museum {
    fn new() -> Museum {
        Museum { visitors: 0 }
    }

    fn total(&self) -> u32 {
        self.visitors
    }
}

fn open_doors(museum: &Arc<Museum>, groups: [u32; 3]) {
    let threads = groups.map(|group| {
        let mut visitors = museum.visitors;
        thread::spawn(move || visitors += group)
    });
    for thread in threads {
        thread.join().unwrap();
    }
}

fn main() {
    let museum = Arc::new(Museum::new());
    open_doors(&museum, [12, 5, 30]);
    println!("{} visitors today", museum.total());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_visitor_is_counted() {
        let museum = Arc::new(Museum::new());
        open_doors(&museum, [1, 2, 3]);
        assert_eq!(museum.total(), 6, "the museum itself has the count");
        open_doors(&museum, [10, 0, 10]);
        assert_eq!(museum.total(), 26, "the next groups come on top of the 6");
        let other = Arc::new(Museum::new());
        let total = std::thread::spawn(move || other.total()).join().unwrap();
        assert_eq!(total, 0, "each museum has a count of its own");
    }
}
