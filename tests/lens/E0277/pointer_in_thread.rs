use std::cell::Cell;
use std::thread;

fn main() {
    let price = 12_u32;
    let place = &raw const price;
    thread::spawn(|| println!("{:?}", &place));

    let sold = Cell::new(0_u64);
    thread::scope(|scope| {
        scope.spawn(|| sold.set(1));
        sold.set(2);
    });
}
