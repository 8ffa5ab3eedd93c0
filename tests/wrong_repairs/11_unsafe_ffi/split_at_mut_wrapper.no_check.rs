// Two painters share a fence. `share` gives one the boards before `place`, and the other
// the boards from `place` on.
//
// The borrow checker sees one fence, lent for changing twice. That the parts do not
// overlap is a fact about numbers, and here the programmer has to prove it. Callers need
// no `unsafe`: `share` itself checks all that its `unsafe` block relies on. This is a
// safe wrapper. (In your own programs use `split_at_mut`, which is built in the same
// way.)
#![forbid(clippy::undocumented_unsafe_blocks)]

use std::slice;

struct Board {
    colour: &'static str,
}

fn share(fence: &mut [Board], place: usize) -> (&mut [Board], &mut [Board]) {
    let count = fence.len();
    let first = fence.as_mut_ptr();
    // SAFETY: `place <= count`, so all boards of both parts exist. The left part ends
    // where the right one begins. The signature binds both to the loan of `fence`, so
    // nobody uses the fence itself as long as they are used.
    unsafe {
        let left = slice::from_raw_parts_mut(first, place);
        let right = slice::from_raw_parts_mut(first.add(place), count - place);
        (left, right)
    }
}

fn main() {
    let mut fence = ["bare"; 5].map(|colour| Board { colour });
    let (left, right) = share(&mut fence, 2);
    left[0].colour = "red";
    right[0].colour = "blue";
    println!("{:?}", fence.map(|board| board.colour));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_together_are_the_fence() {
        for place in 0..=5 {
            let mut fence = ["bare"; 5].map(|colour| Board { colour });
            let start = fence.as_ptr();
            let (left, right) = share(&mut fence, place);
            assert_eq!(left.len(), place, "left: the boards before {place}");
            assert_eq!(right.len(), 5 - place, "right: from {place} on");
            assert_eq!(left.as_ptr(), start, "the fence itself, not a copy");
            assert_eq!(left.as_ptr_range().end, right.as_ptr(), "no overlap");
        }
    }

    #[test]
    #[should_panic(expected = "no such board")]
    fn a_place_behind_the_fence_is_refused() {
        share(&mut [], 1);
    }
}
