// Two painters share a long fence. One paints every second board, from the first board
// on, and the other one paints the boards in between. They have no board in common, but
// the compiler doesn't count boards: it sees one fence, mutably borrowed twice.
//
// New here:
//   fence.as_mut_ptr()       a raw pointer to the first board
//   first.add(n)             a raw pointer to the board `n` places further on
//   &mut *board              a `&mut Board`, made from a raw pointer
// The last two are `unsafe`: the board has to exist, and nobody else may be using it.
// (rustc proposes `split_at_mut`. That cuts a slice in two, so it doesn't help here.)
//
// Make this true: `share` gives each painter the boards to paint, one after the other, as
// an iterator. (The signature promises two iterators of one type.) Its callers need no
// `unsafe`, whatever the fence. And it asks for no memory: it makes no list of boards,
// since a fence may be very long. The lint stays on.
#![forbid(clippy::undocumented_unsafe_blocks)]

struct Board {
    colour: &'static str,
}

fn share(fence: &mut [Board]) -> [impl Iterator<Item = &mut Board>; 2] {
    let leak = |board: &Board| Box::leak(Box::new(Board { colour: board.colour }));
    let second: Vec<&mut Board> = fence.iter().skip(1).step_by(2).map(leak).collect();
    let first: Vec<&mut Board> = fence.iter_mut().step_by(2).collect();
    [first.into_iter(), second.into_iter()]
}

fn main() {
    let mut fence = ["bare"; 5].map(|colour| Board { colour });
    let [first, second] = share(&mut fence);
    first.for_each(|board| board.colour = "red");
    second.for_each(|board| board.colour = "blue");
    println!("{:?}", fence.map(|board| board.colour));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::cell::Cell;

    thread_local! { // one counter for each thread
        static COUNT: Cell<usize> = const { Cell::new(0) };
    }

    struct Counting; // counts how often somebody asks for memory

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
    fn the_painters_get_every_board_in_turn() {
        let mut boards = ["bare"; 20].map(|colour| Board { colour });
        let places = std::array::from_fn::<_, 20, _>(|n| &raw const boards[n]);
        for length in 0..20 {
            let before = COUNT.get();
            let mut painters = share(&mut boards[..length]);
            for (n, place) in places[..length].iter().enumerate() {
                let board = painters[n % 2].next().expect("there are more boards");
                assert!(std::ptr::eq(board, *place), "board {n} of {length}");
                board.colour = "painted";
            }
            for painter in &mut painters {
                assert!(painter.next().is_none(), "there are {length} boards");
            }
            let count = COUNT.get() - before;
            assert_eq!(count, 0, "`share` asked for memory {count} times");
        }
    }
}
