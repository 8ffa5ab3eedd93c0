// Quiz. A mountain club rents out the beds in its huts. Make the whole program work.
//
// - A `Booking` doesn't own a hut, it points to one. No hut is ever copied.
// - `sign` makes the text for a hut's door, such as "Eagle: 12 beds". The caller keeps
//   it.
// - `tip` takes over the huts of all valleys and names the one with the most beds. If
//   there's a tie, that's the first of them. If there's no hut, it names "no hut".

struct Hut {
    name: String,
    beds: u32,
}

fn hut(name: &str, beds: u32) -> Hut {
    let name = name.to_string();
    Hut { name, beds }
}

struct Booking {
    hut: Hut,
    guests: u32,
}

fn sign(hut: &Hut) -> String {
    let text = format!("{}: {} beds", hut.name, hut.beds);
    text
}

fn tip(valleys: Vec<Vec<Hut>>) -> String {
    let none = hut("no hut", 0);
    let mut largest = &none;
    for huts in &valleys {
        for hut in huts {
            if hut.beds > largest.beds {
                largest = hut;
            }
        }
    }
    format!("tip: {}", largest.name)
}

fn main() {
    let hut = &hut("Eagle", 12);
    let booking = Booking { hut, guests: 2 };
    println!("{}, {} sold", sign(booking.hut), booking.guests);
    println!("{}", tip(vec![vec![]]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_booking_points_to_its_hut_and_a_sign_is_kept() {
        let hut = &hut("Eagle", 12);
        let booking = Booking { hut, guests: 2 };
        assert!(std::ptr::eq(booking.hut, hut), "there is one hut, not two");
        assert_eq!(sign(hut), "Eagle: 12 beds");
        let kind = std::any::type_name_of_val(&sign(hut));
        assert!(kind.ends_with("String"), "the caller should own the text");
    }

    #[test]
    fn the_tip_is_the_largest_hut_of_all_valleys() {
        let north = vec![hut("Marmot", 8), hut("Eagle", 12)];
        let south = vec![hut("Beech", 12), hut("Fern", 9)];
        assert_eq!(tip(vec![north, south]), "tip: Eagle", "12 beds, the first");
        assert_eq!(tip(vec![vec![]]), "tip: no hut", "a valley without huts");
    }

    // How many huts with beds have been dropped?
    thread_local! { static DROPPED: Cell<u32> = const { Cell::new(0) } }

    impl Drop for Hut {
        fn drop(&mut self) {
            if self.beds > 0 {
                DROPPED.set(DROPPED.get() + 1);
            }
        }
    }

    #[test]
    fn the_huts_are_dropped_after_the_tip() {
        let north = vec![hut("Marmot", 8), hut("Eagle", 12)];
        tip(vec![north, vec![hut("Fern", 9)]]);
        let why = "drop all three huts, and don't copy any or keep them forever";
        assert_eq!(DROPPED.get(), 3, "{why}");
    }
}
