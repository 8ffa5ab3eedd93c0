// Two painters share a fence. One gets the boards 0, 2, 4 and so on, and the other one
// gets the boards 1, 3, 5 and so on.
//
// The borrow checker sees one fence, mutably borrowed twice. That the painters never
// meet is a fact about numbers, and here the programmer has to prove it. Callers need no
// `unsafe`: `share` itself makes sure of everything that its `unsafe` block relies on.
// This is a safe wrapper. The standard library is full of them. `split_at_mut`, which
// cuts a slice in two, is built in the same way.
#![forbid(clippy::undocumented_unsafe_blocks)]

struct Board {
    colour: &'static str,
}

fn share(fence: &mut [Board]) -> [impl Iterator<Item = &mut Board>; 2] {
    let count = fence.len();
    let first = fence.as_mut_ptr();
    [0, 1].map(|start| {
        let numbers = (start..count).step_by(2);
        // SAFETY: `n` is less than `count`, so the board exists. One painter has the even
        // numbers, the other one has the odd ones, and no number comes twice. So nobody
        // else has this board. `fence` itself stays borrowed meanwhile.
        numbers.map(move |n| unsafe { &mut *first.add(n) })
    })
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
