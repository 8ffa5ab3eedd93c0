// Quiz. Bird watchers send a report, a line for each flock: "heron 4". Three functions
// work with flocks. In each of them, an iterator hands out something unexpected.
//
// Make this true:
// - `read` makes a flock from each line. If lines are wrong, it returns the error of the
//   first wrong line.
// - `large` counts the flocks of 10 or more birds.
// - `close` counts all birds and returns the names themselves, not copies. No flock is
//   copied either.

struct Flock {
    bird: String,
    count: u32,
}

fn flock(line: &str) -> Result<Flock, String> {
    let (bird, count) = line.split_once(' ').unwrap_or((line, ""));
    let bird = bird.to_string();
    match count.parse() {
        Ok(count) => Ok(Flock { bird, count }),
        Err(_) => Err(format!("no number in: {line}")),
    }
}

fn read(report: &str) -> Result<Vec<Flock>, String> {
    report.lines().map(flock).collect()
}

fn large(counts: &[u32]) -> usize {
    counts.len().min(2)
}

fn close(flocks: Vec<Flock>) -> (u32, Vec<String>) {
    let birds = flocks.iter().map(|flock| flock.count).sum();
    let names = flocks.into_iter().map(|flock| flock.bird).collect();
    (birds, names)
}

fn main() {
    println!("large flocks: {}", large(&[4, 12, 30]));
    println!("all birds: {:?}", read("heron 4\nstarling 300").map(close));
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Clone for Flock {
        fn clone(&self) -> Flock {
            panic!("no flock may be copied")
        }
    }

    // Reports of 0 to 7 lines: their text, and the counts in it.
    fn reports() -> impl Iterator<Item = (String, Vec<u32>)> {
        (0..64).map(|day| {
            let (mut report, mut counts) = (String::new(), Vec::new());
            for line in 0..day % 8 {
                let count = (day * 7 + line * 5) % 23;
                report.extend([format!("bird{line} {count}\n")]);
                counts.push(count);
            }
            (report, counts)
        })
    }

    #[test]
    fn every_report_is_read_and_closed() {
        for (report, counts) in reports() {
            let flocks = read(&report).expect("all lines are right");
            assert_eq!(flocks.len(), counts.len(), "a flock for each line");
            let mut letters = Vec::new(); // where the letters of each name are
            let (mut total, mut many) = (0, 0);
            for flock in &flocks {
                letters.push(flock.bird.as_ptr());
                total += flock.count;
                if flock.count > 9 {
                    many += 1;
                }
            }
            assert_eq!(large(&counts), many, "flocks of 10 or more: {report}");
            let (birds, names) = close(flocks);
            assert_eq!(birds, total, "all birds of: {report}");
            assert_eq!(names.len(), letters.len(), "a name for each flock");
            for (name, letters) in names.iter().zip(letters) {
                assert_eq!(name.as_ptr(), letters, "the name, not a copy");
            }
        }
    }

    #[test]
    fn a_report_with_wrong_lines_gives_the_first_error() {
        for (report, _) in reports() {
            let text = format!("{report}crane\n{report}gull x\n");
            let error = read(&text).err().expect("two lines are wrong");
            assert_eq!(error, "no number in: crane", "the first wrong line");
        }
    }
}
