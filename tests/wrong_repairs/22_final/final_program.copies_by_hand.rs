// The last program. A post office reads the slips of its parcels, such as "Oslo 1200"
// (the town, and the weight in grams). Two clerks work out the postage at the same time.
// There are three flaws: one in errors, one in traits and threads, one in ownership.
//
// Make this true:
// - A weight that is not a number gives `BadWeight`, with the error of `parse` in it.
// - `price_all` lets two threads work at the same time. In the test each clerk waits for
//   the other; if they work one after another, the course stops the test.
// - `close_night` gives the very parcels that it read, and their postage. Nothing is
//   copied.
// No `unsafe` is needed, and the line with `forbid` keeps it out. The tests are right.
//
// New here: a type has the trait `Sync` if several threads may look at one value of it.
// A trait can have a bound, as `T` can. Then only types that fit it can have the trait.
#![forbid(unsafe_code)]

use std::num::ParseIntError;
use std::thread;

#[derive(Debug, PartialEq)]
enum SlipError {
    NoWeight,
    BadWeight(ParseIntError),
}

#[derive(Debug, PartialEq)]
struct Parcel {
    town: String,
    grams: u32,
}

impl From<ParseIntError> for SlipError {
    fn from(error: ParseIntError) -> SlipError {
        SlipError::BadWeight(error)
    }
}

fn read_slip(slip: &str) -> Result<Parcel, SlipError> {
    let (town, grams) = slip.split_once(' ').ok_or(SlipError::NoWeight)?;
    let grams = grams.parse::<u32>()?;
    let town = town.to_string();
    Ok(Parcel { town, grams })
}

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
    let copies = parcels.iter().map(|parcel| Parcel {
        town: parcel.town.to_string(),
        ..*parcel
    });
    Ok((copies.collect(), price_all(&parcels, tariff)))
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
