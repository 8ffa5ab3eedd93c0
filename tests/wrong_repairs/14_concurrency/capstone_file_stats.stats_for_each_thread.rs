// Capstone. A library wants to know how much room its files take. `file_stats` gets lists
// of files and starts one thread for each list. All threads enter what they find in one
// `Stats`. Three things stand in the way, and the compiler sees only two of them:
// - The threads share the stats, and `file_stats` needs them too, for the report.
// - The threads change the stats, and no two of them may do it at once.
// - A file that can't be read is counted as unreadable. Its thread goes on with the next
//   file, and nothing that it has found is lost.
//
// The threads read at the same time. (`read` is the function that reads a file. `main`
// uses `fs::read`. The one in the tests waits until two threads are reading.)

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
        let stats = Arc::new(Mutex::new(Stats::default()));
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
