use std::sync::Mutex;
use std::thread;

fn main() {
    let total = Mutex::new(0);
    thread::scope(|scope| {
        let mut guard = total.lock().unwrap();
        scope.spawn(move || {
            *guard += 1;
        });
    });
    println!("{total:?}");
}
