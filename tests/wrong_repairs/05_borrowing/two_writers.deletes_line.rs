// Anna and Omar keep the night watch in a lighthouse. They write in the same log and
// take turns: Anna, then Omar, then Anna again.
// Here, each of them holds the log, ready to write, for the whole night.
//
// Make this true: all three lines are in one log, in the order that you see below,
// and two people never hold the log for writing at the same time.

struct Log {
    lines: Vec<String>,
}

fn write_line(log: &mut Log, line: String) {
    log.lines.push(line);
}

fn keep_watch(ship: String) -> Log {
    let mut log = Log { lines: Vec::new() };
    let anna = &mut log;
    write_line(anna, String::from("Anna: lamp is lit"));
    write_line(anna, format!("Anna: {ship} has passed"));
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
