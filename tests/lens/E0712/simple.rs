#![feature(thread_local)]

#[thread_local]
static COUNT: u8 = 3;

fn main() {
    let count = &COUNT;
    std::thread::spawn(move || println!("{count}"));
}
