// Anna and Omar keep the night watch in a lighthouse. They write in the same log and
// take turns: Anna, then Omar, then Anna again.
//
// Each of them held the log for writing all night, so there were two `&mut` at once.
// Now each line borrows the log for itself, until the line is written.

struct Log {
    lines: Vec<String>,
}

fn write_line(log: &mut Log, line: String) {
    log.lines.push(line);
}

fn keep_watch(ship: String) -> Log {
    let mut log = Log { lines: Vec::new() };
    // A new borrow in each call: there are never two of them at the same time.
    write_line(&mut log, String::from("Anna: lamp is lit"));
    write_line(&mut log, format!("Omar: {ship} in sight"));
    write_line(&mut log, format!("Anna: {ship} has passed"));
    log
}

fn main() {
    let log = keep_watch(String::from("Albatross"));
    for line in log.lines {
        println!("{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_write_in_one_log_in_turns() {
        for ship in ["Albatross", "Curlew"] {
            let lit = String::from("Anna: lamp is lit");
            let seen = format!("Omar: {ship} in sight");
            let passed = format!("Anna: {ship} has passed");
            let log = keep_watch(String::from(ship));
            assert_eq!(log.lines.len(), 3, "all lines belong in the same log");
            assert_eq!(log.lines, [lit, seen, passed], "they take turns");
        }
    }
}
