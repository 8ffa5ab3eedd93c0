#![feature(thread_local)]

// Each thread counts its own work. At the end all counts are to be printed by one more thread.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

struct Statistics {
    jobs: AtomicU32,
    bytes: AtomicU32,
}

impl Statistics {
    const fn new() -> Self {
        Self { jobs: AtomicU32::new(0), bytes: AtomicU32::new(0) }
    }

    fn add(&self, bytes: u32) {
        self.jobs.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

#[thread_local]
static OWN: Statistics = Statistics::new();

fn work(sizes: &[u32]) -> thread::JoinHandle<()> {
    for size in sizes {
        OWN.add(*size);
    }
    let own = &OWN;
    thread::spawn(move || {
        let jobs = own.jobs.load(Ordering::Relaxed);
        let bytes = own.bytes.load(Ordering::Relaxed);
        println!("{jobs} jobs, {bytes} bytes");
    })
}

fn main() {
    work(&[10, 20, 30]).join().unwrap();
}
