// Two painters share a fence, a row of boards. One gets the boards before `place`, the
// other gets the boards from `place` on. The two parts have no board in common, but the
// compiler does not compare the numbers: it sees one fence, lent for changing twice.
//
// New here, after `use std::slice;`:
//   fence.as_mut_ptr()                        the address of the first board
//   address.add(n)                            the address of the board `n` places further
//   slice::from_raw_parts_mut(address, n)     a `&mut [Board]` with `n` boards
// The last two are `unsafe`: all these boards must exist, and no two `&mut` may overlap.
//
// Make this true: `share` gives each painter a part, and no caller can do harm with it.
// If `place` is greater than the number of boards, it panics with "no such board". Do not
// use `split_at_mut` of the standard library: it is what you build here. The lint stays
// on.
#![forbid(clippy::undocumented_unsafe_blocks)]

struct Board {
    colour: &'static str,
}

fn share(fence: &mut [Board], place: usize) -> (&mut [Board], &mut [Board]) {
    let left = &mut fence[..place];
    let right = &mut fence[place..];
    (left, right)
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
