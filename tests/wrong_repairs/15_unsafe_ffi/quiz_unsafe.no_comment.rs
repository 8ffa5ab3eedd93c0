// Quiz. On a ferry, the cars stand in lanes. Three functions don't work yet:
// - `outer_lanes` lends the first and the last lane at once, so that cars can change
//   lanes. With fewer than two lanes, there's no such pair. No lane is copied.
// - `lane_total` is for Rust. Its callers need no `unsafe`.
// - `ferry_total` is for the ship's computer, which runs C and looks for this very name.
//   The compiler can't see that C finds another name. The linker, which puts Rust and C
//   together, says so once everything else compiles: "undefined symbol".
// Every `unsafe` block says why it's right. New here: a null pointer points to nothing.
#![forbid(clippy::undocumented_unsafe_blocks)]

struct Lane {
    kilos: Vec<u32>,
}

fn outer_lanes(lanes: &mut [Lane]) -> Option<(&mut Lane, &mut Lane)> {
    if lanes.len() < 2 {
        return None;
    }
    // One lane in each part: two borrows that don't overlap.
    let (front, back) = lanes.split_at_mut(1);
    let last = back.len() - 1;
    Some((&mut front[0], &mut back[last]))
}

/// # Safety
/// `first` is null, or `count` numbers lie one after another at `first`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferry_total(first: *const u32, count: usize) -> u32 {
    if first.is_null() {
        return 0;
    }
    // SAFETY: `first` isn't null here, so the caller promises `count` numbers.
    let kilos = unsafe { std::slice::from_raw_parts(first, count) };
    kilos.iter().sum()
}

fn lane_total(lane: &Lane) -> u32 {
    // A `Vec` has `len` numbers at its address, and `lane` is borrowed meanwhile.
    unsafe { ferry_total(lane.kilos.as_ptr(), lane.kilos.len()) }
}

fn main() {
    let mut lanes = [vec![1200], vec![900]].map(|kilos| Lane { kilos });
    if let Some((first, last)) = outer_lanes(&mut lanes) {
        first.kilos.append(&mut last.kilos);
    }
    println!("first lane: {} kilos", lane_total(&lanes[0]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_finds_the_total_by_its_name() {
        unsafe extern "C" {
            fn ferry_total(first: *const u32, count: usize) -> u32;
        }
        let cars = [1000, 20, 3];
        // SAFETY: `cars` has three numbers.
        let total = unsafe { ferry_total(cars.as_ptr(), 3) };
        assert_eq!(total, 1023, "1000 + 20 + 3");
    }

    #[test]
    fn both_outer_lanes_are_lent_at_once() {
        let mut lanes = [vec![7], vec![], vec![8, 9]].map(|kilos| Lane { kilos });
        assert!(outer_lanes(&mut lanes[..1]).is_none(), "no pair");
        let (first, last) = outer_lanes(&mut lanes).unwrap();
        first.kilos.append(&mut last.kilos);
        assert_eq!(lane_total(&lanes[0]), 24, "7, and 8 + 9 changed lanes");
        assert_eq!(lane_total(&lanes[2]), 0, "the last lane is empty now");
    }
}
