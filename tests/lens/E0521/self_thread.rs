use std::thread;

struct Timer {
    ticks: u32,
}

impl Timer {
    fn start(&self) {
        thread::spawn(move || println!("{}", self.ticks));
    }
}

fn main() {
    Timer { ticks: 1 }.start();
}
