// A sound meter smooths its samples, many thousands a second: each output is the mean of
// a sample and the three before it (fewer at the beginning).
//
// To ask for memory is called "to allocate", and it costs time. A `Vec`, `String` or
// `Box` allocates when it gets something to hold. A slice such as `&samples[2..5]` only
// points to memory that's already there. In the tests, an allocator of our own counts.
// You don't have to read it, but it shows what `unsafe` is good for in real programs.
//
// Make this true: `smooth` gives the same results and doesn't allocate at all.

fn smooth(samples: &[i32], means: &mut [i32]) {
    for (last, mean) in means.iter_mut().enumerate() {
        let first = last.saturating_sub(3); // `last - 3`, but never below 0
        let count = last - first + 1;
        let near = &samples[last..=last];
        *mean = near.iter().sum::<i32>() / count as i32;
    }
}

fn main() {
    let mut means = [0; 6];
    smooth(&[8, 8, 8, 40, 8, 8], &mut means);
    println!("{means:?}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::cell::Cell;

    thread_local! { // one counter for each thread
        static COUNT: Cell<usize> = const { Cell::new(0) };
    }

    struct Counting;

    #[global_allocator]
    static ALLOCATOR: Counting = Counting;

    // SAFETY: all the work is passed on to the system's allocator.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            COUNT.set(COUNT.get() + 1);
            // SAFETY: our caller keeps the promises that `System` needs.
            unsafe { System.alloc(layout) }
        }
        unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
            // SAFETY: as above.
            unsafe { System.dealloc(address, layout) }
        }
    }

    #[test]
    fn the_results_are_right_and_nothing_is_allocated() {
        let mut means = [0; 6];
        let before = COUNT.get();
        smooth(&[8, 4, 0, 40, 8, 8], &mut means);
        let count = COUNT.get() - before;
        assert_eq!(means, [8, 6, 4, 13, 13, 14], "the mean of up to 4 samples");
        assert_eq!(count, 0, "`smooth` asked for memory {count} times");
    }
}
