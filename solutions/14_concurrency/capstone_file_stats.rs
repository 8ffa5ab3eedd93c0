// Capstone. A library counts its files and their bytes, with one thread for each list.
//
// - One `Arc` can't go to many threads: each gets a clone. One stays for the report.
// - An `Arc` lends its value only to look at. The Mutex lends it for changing.
// - `unwrap` ended a thread at its first bad file. Now such a file is counted as well.

use std::sync::{Arc, Mutex};
use std::{fs, io, path::PathBuf, thread};

#[derive(Default)] // `Stats::default()` has zeros
struct Stats {
    files: usize,
    bytes: usize,
    unreadable: usize,
}

impl Stats {
    fn add(&mut self, bytes: usize) {
        self.files += 1;
        self.bytes += bytes;
    }

    fn report(&self) -> String {
        let found = format!("files: {}, bytes: {}", self.files, self.bytes);
        format!("{found}, unreadable: {}", self.unreadable)
    }
}

type Read = fn(PathBuf) -> io::Result<Vec<u8>>;

fn read_list(list: Vec<PathBuf>, read: Read, stats: &Mutex<Stats>) {
    for path in list {
        // First read, then lock: nobody has to wait while another thread reads.
        match read(path) {
            Ok(content) => stats.lock().unwrap().add(content.len()),
            Err(_) => stats.lock().unwrap().unreadable += 1,
        }
    }
}

fn file_stats(lists: Vec<Vec<PathBuf>>, read: Read) -> String {
    let stats = Arc::new(Mutex::new(Stats::default()));
    let mut threads = Vec::new();
    for list in lists {
        let stats = Arc::clone(&stats);
        threads.push(thread::spawn(move || read_list(list, read, &stats)));
    }
    for thread in threads {
        thread.join().unwrap();
    }
    stats.lock().unwrap().report()
}

fn main() {
    let lists = vec![vec![file!().into()]]; // reads this very file
    println!("{}", file_stats(lists, fs::read));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    static READERS: Barrier = Barrier::new(2); // holds a reader until two are there

    // A file has as many bytes as its name says. At "0", two readers meet.
    fn read_together(path: PathBuf) -> io::Result<Vec<u8>> {
        let name = path.into_os_string().into_string().unwrap();
        let bytes = name.parse().map_err(|_| io::ErrorKind::NotFound)?;
        if bytes == 0 {
            READERS.wait();
        }
        Ok(vec![b'x'; bytes])
    }

    #[test]
    fn the_threads_read_together_and_enter_what_they_find() {
        for n in 1..=5 {
            let lists = [format!("0 gone {n} 20"), format!("0 {n}00 gone lost")];
            let lists = lists.map(|list| list.split(' ').map(PathBuf::from).collect());
            let run = || file_stats(lists.into(), read_together);
            let report = std::panic::catch_unwind(run);
            let report = report.expect("no thread should panic");
            let wanted = format!("files: 5, bytes: {}, unreadable: 3", 101 * n + 20);
            assert_eq!(report, wanted, "both lists, and every file counts");
        }
    }
}
