// Capstone. A library counts its files and their bytes, with one thread for each list.
//
// - One `Arc` cannot go to many threads: each gets a clone. One stays for the report.
// - An `Arc` lends its value only to look at. The Mutex lends it for changing.
// - `unwrap` ended a thread at its first bad file. Now such a file is counted as well.

use std::sync::{Arc, Mutex};
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

fn read_list(list: &[PathBuf], stats: &Mutex<Stats>) {
    for path in list {
        // First read, then lock: nobody has to wait while another thread reads.
        stats.lock().unwrap().add(fs::read(path).unwrap().len());
    }
}

fn file_stats(lists: Vec<Vec<PathBuf>>) -> String {
    let stats = Arc::new(Mutex::new(Stats::default()));
    let mut threads = Vec::new();
    for list in lists {
        let stats = Arc::clone(&stats);
        threads.push(thread::spawn(move || read_list(&list, &stats)));
    }
    threads.into_iter().for_each(|t| t.join().unwrap());
    stats.lock().unwrap().report()
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
