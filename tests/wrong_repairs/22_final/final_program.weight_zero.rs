// The last program. A post office reads the slips of its parcels, and two clerks work out
// the postage at the same time.
// - Errors: `?` needs to know how the error of `parse` becomes a `SlipError`. `From`
//   tells it.
// - Traits and threads: behind `&dyn Tariff` could be any type, also one that two threads
//   must not share. `trait Tariff: Sync` leaves only types that may be shared.
// - Ownership: a tuple is filled from left to right, and its first place took the parcels
//   over. Now the postage is worked out before the parcels move.
#![forbid(unsafe_code)]

use std::num::ParseIntError;
use std::thread;

#[derive(Debug, PartialEq)]
enum SlipError {
    NoWeight,
    BadWeight(ParseIntError),
}

// With this, `?` turns the one error into the other, and nothing of it gets lost.
impl From<ParseIntError> for SlipError {
    fn from(error: ParseIntError) -> SlipError {
        SlipError::BadWeight(error)
    }
}

#[derive(Debug, PartialEq)]
struct Parcel {
    town: String,
    grams: u32,
}

fn read_slip(slip: &str) -> Result<Parcel, SlipError> {
    let (town, grams) = slip.split_once(' ').ok_or(SlipError::NoWeight)?;
    let grams = grams.parse::<u32>().unwrap_or(0);
    let town = town.to_string();
    Ok(Parcel { town, grams })
}

// Sync: a reference to it may go to another thread.
trait Tariff: Sync {
    fn cents(&self, parcel: &Parcel) -> u32;

    fn add_up(&self, parcels: &[Parcel]) -> u32 {
        parcels.iter().map(|parcel| self.cents(parcel)).sum()
    }
}

struct PerKilo(u32);

impl Tariff for PerKilo {
    fn cents(&self, parcel: &Parcel) -> u32 {
        self.0 * parcel.grams.div_ceil(1000) // rounded up to full kilos
    }
}

fn price_all(parcels: &[Parcel], tariff: &dyn Tariff) -> u32 {
    let (front, back) = parcels.split_at(parcels.len() / 2);
    thread::scope(|scope| {
        let clerk = scope.spawn(|| tariff.add_up(front));
        tariff.add_up(back) + clerk.join().unwrap()
    })
}

type Night = (Vec<Parcel>, u32); // the parcels, and the postage of all in cents

fn close_night(slips: &str, tariff: &dyn Tariff) -> Result<Night, SlipError> {
    let read: Result<Vec<Parcel>, SlipError> = slips.lines().map(read_slip).collect();
    let parcels = read?;
    let cents = price_all(&parcels, tariff); // the last loan: now they may move
    Ok((parcels, cents))
}

fn main() {
    for slips in ["Oslo 1200\nRome 800", "Rome heavy", "Oslo"] {
        println!("{:?}", close_night(slips, &PerKilo(350)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::sync::Barrier;

    thread_local! { static DROPPED: Cell<usize> = const { Cell::new(0) } }

    impl Drop for Parcel {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
        }
    }

    struct Together(Barrier); // holds a clerk until both are there

    impl Tariff for Together {
        fn cents(&self, parcel: &Parcel) -> u32 {
            self.0.wait();
            parcel.grams
        }
    }

    #[test]
    fn a_bad_slip_is_an_error() {
        let bad = SlipError::BadWeight("heavy".parse::<u32>().unwrap_err());
        let close = |slips| close_night(slips, &PerKilo(350)).unwrap_err();
        assert_eq!(close("Rome 800\nOslo heavy"), bad, "heavy is no number");
        assert_eq!(close("Oslo"), SlipError::NoWeight, "it is only a town");
    }

    #[test]
    fn two_clerks_work_at_the_same_time() {
        let together = Together(Barrier::new(2));
        let (parcels, cents) = close_night("Rome 4\nLisbon 6", &together).unwrap();
        assert_eq!(DROPPED.get(), 0, "the parcels themselves, not copies");
        assert_eq!(cents, 10, "4 + 6 cents with the tariff of this test");
        let towns: Vec<_> = parcels.iter().map(|p| &p.town[..]).collect();
        assert_eq!(towns, ["Rome", "Lisbon"], "in the order of the slips");
    }
}
