// With `move`, the thread would count in a copy, and line 12 would print 0.
use std::thread;

fn main() {
    let mut found = 0;
    let search = thread::spawn(|| {
        for number in 2..50 {
            found += u32::from(49 % number == 0);
        }
    });
    search.join().unwrap();
    println!("{found}");
}
