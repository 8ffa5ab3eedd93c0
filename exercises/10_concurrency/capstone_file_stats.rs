// Capstone. A library wants to know how much room its files take. `file_stats` gets lists
// of files and starts one thread for each list. All threads enter what they find in one
// `Stats`. Three things stand in the way, and the compiler sees only two of them:
// - The threads share the stats, and `file_stats` needs them too, for the report.
// - The threads change the stats, and no two of them may do it at once.
// - A file that cannot be read is counted as unreadable. Its thread goes on with the next
//   file, and nothing that it has found is lost.

use std::sync::Arc;
use std::{collections::HashSet, fs, path::PathBuf, thread};

#[derive(Default)] // `Stats::default()` has zeros and an empty set
struct Stats {
    files: usize,
    bytes: usize,
    unreadable: usize,
    readers: HashSet<thread::ThreadId>, // a set has each value only once
}

impl Stats {
    fn add(&mut self, bytes: usize) {
        self.files += 1;
        self.bytes += bytes;
        self.readers.insert(thread::current().id());
    }

    fn report(&self) -> String {
        let found = format!("files: {}, bytes: {}", self.files, self.bytes);
        let (bad, threads) = (self.unreadable, self.readers.len());
        format!("{found}, unreadable: {bad}, threads: {threads}")
    }
}

fn read_list(list: &[PathBuf], stats: &Stats) {
    for path in list {
        stats.add(fs::read(path).unwrap().len());
    }
}

fn file_stats(lists: Vec<Vec<PathBuf>>) -> String {
    let stats = Arc::new(Stats::default());
    let mut threads = Vec::new();
    for list in lists {
        threads.push(thread::spawn(move || read_list(&list, &stats)));
    }
    threads.into_iter().for_each(|t| t.join().unwrap());
    stats.report()
}

fn main() {
    println!("{}", file_stats(vec![vec![file!().into()]])); // reads this very file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_threads_enter_what_they_find() {
        let name = format!("capstone_file_stats_{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let [a, b, gone] = ["a", "b", "gone"].map(|name| folder.join(name));
        fs::write(&a, "tea").unwrap();
        fs::write(&b, "two cups").unwrap();
        let lists = vec![vec![gone, a], vec![b]];
        let report = std::panic::catch_unwind(|| file_stats(lists));
        fs::remove_dir_all(&folder).ok();
        let report = report.expect("no thread should panic");
        assert_eq!(report, "files: 2, bytes: 11, unreadable: 1, threads: 2");
    }
}
