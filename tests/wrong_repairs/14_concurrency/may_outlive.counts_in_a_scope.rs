// An archive counts the words of old letters. `start_count` leaves this to a new thread
// and returns at once, while that thread is still at work.
//
// New here:
//   thread::spawn(closure)   starts a new thread, which runs the closure
//   JoinHandle<T>            what `spawn` returns; `T` is the type of the thread's result
//   handle.join().unwrap()   waits until the thread is done and returns what the closure
//                            returned (a thread that panicked has nothing to return)
//
// Make this true: the letter is there for as long as the new thread needs it. The new
// thread does the counting, and `count` only looks at the letter.

use std::thread::{self, JoinHandle, ThreadId};

struct Letter {
    text: String,
}

impl Letter {
    // The result also says which thread did the counting.
    fn count(&self) -> (usize, ThreadId) {
        let words = self.text.split_whitespace().count();
        (words, thread::current().id())
    }
}

fn start_count(letter: Letter) -> JoinHandle<(usize, ThreadId)> {
    let count = thread::scope(|_| letter.count());
    thread::spawn(move || count)
}

fn main() {
    let text = String::from("snow has closed the road");
    let handle = start_count(Letter { text });
    println!("The count has begun.");
    let (words, _) = handle.join().unwrap();
    println!("{words} words");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    static DROPPED: AtomicU32 = AtomicU32::new(0); // how many letters were dropped

    impl Drop for Letter {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn the_new_thread_counts_the_words() {
        let _: fn(&Letter) -> (usize, ThreadId) = Letter::count; // it only looks
        for (text, wanted) in [("dear aunt", 2), ("the road is open", 4)] {
            let text = String::from(text);
            let (words, counter) = start_count(Letter { text }).join().unwrap();
            assert_eq!(words, wanted, "how many words are in the letter?");
            let here = thread::current().id();
            assert_ne!(counter, here, "the new thread should do the counting");
        }
        let dropped = DROPPED.load(Ordering::SeqCst);
        assert_eq!(dropped, 2, "the threads should drop both letters");
    }
}
