use std::thread;

fn main() {
    let mut total = 0;
    let place = &raw mut total;
    let handle = thread::spawn(move || {
        unsafe { *place += 1 };
    });
    handle.join().unwrap();
    println!("{total}");
}
