use std::thread::{self, JoinHandle};

struct Tour {
    stops: [&'static str; 2],
}

fn visit(tour: Tour, day: usize) -> JoinHandle<(str, usize)> {
    thread::spawn(move || (tour.stops[day], day))
}

fn main() {
    let stops = ["harbour", "castle"];
    let (stop, day) = visit(Tour { stops }, 1).join().unwrap();
    println!("{stop} on day {day}");
}
