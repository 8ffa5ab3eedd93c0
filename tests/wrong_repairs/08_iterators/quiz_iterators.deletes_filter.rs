// Quiz. Bird watchers send a report, a line for each flock: "heron 4". Three functions
// work with flocks. In each of them an iterator hands out something else than expected.
//
// Make this true:
// - `read` makes a flock of each line. If a line is wrong, it answers with the error of
//   the first wrong line.
// - `large` counts the flocks of 10 or more birds.
// - `close` counts all birds and hands over the names themselves, not copies. No flock is
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
    counts.iter().count()
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

    #[test]
    fn the_whole_report_is_read_and_closed() {
        let flocks = read("heron 4\ncrane 12").unwrap_or_default();
        assert_eq!(flocks.len(), 2, "both lines are right: one flock for each");
        let letters = flocks[1].bird.as_ptr(); // where the letters of "crane" are
        let (birds, names) = close(flocks);
        assert_eq!(birds, 16, "4 herons and 12 cranes");
        assert_eq!(names, ["heron", "crane"], "one name for each flock");
        assert_eq!(names[1].as_ptr(), letters, "the name, not a copy of it");
        let error = read("heron 4\ncrane\ngull x").err().unwrap_or_default();
        assert_eq!(error, "no number in: crane", "the first of two wrong lines");
        assert_eq!(large(&[4, 30, 10, 9]), 2, "10 is large, 9 is not");
        assert_eq!(large(&[9, 7]), 0, "neither of them is large");
    }
}
