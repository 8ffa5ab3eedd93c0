// A weather station keeps a log of readings. `record` adds a new reading and returns a
// report about the one that was the last until then. The log is never empty.
// When a `Vec` grows, it may move everything it holds to a bigger place in memory.
// So nobody may still be looking into it at that moment.
//
// Make this true: `record` adds the new reading and still reports the one before it,
// but no reference into the log is used after the log has grown.

struct Reading {
    day: u32,
    degrees: i32,
}

fn record(log: &mut Vec<Reading>, new: Reading) -> String {
    let old = log.clone();
    let last = &old[old.len() - 1];
    log.push(new);
    format!("day {}: {} degrees", last.day, last.degrees)
}

fn main() {
    let mut log = vec![Reading { day: 1, degrees: 4 }];
    let report = record(&mut log, Reading { day: 2, degrees: 9 });
    println!("before: {report}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_the_reading_before() {
        let mut log = vec![Reading { day: 1, degrees: 4 }];
        let report = record(&mut log, Reading { day: 2, degrees: 9 });
        assert_eq!(report, "day 1: 4 degrees", "report the one before it");
        let report = record(&mut log, Reading { day: 3, degrees: 7 });
        assert_eq!(report, "day 2: 9 degrees", "report the one before it");
    }

    #[test]
    fn adds_the_new_reading_at_the_end() {
        let mut log = vec![Reading { day: 1, degrees: 4 }];
        record(&mut log, Reading { day: 2, degrees: 9 });
        assert_eq!(log.len(), 2, "the new reading should be in the log");
        assert_eq!(log[1].day, 2, "the new reading comes last");
    }
}
