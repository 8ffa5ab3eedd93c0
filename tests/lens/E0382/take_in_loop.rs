fn main() {
    let guests = ["Ravi", "Mia", "Tom", "Lena", "Omar"];
    let waiting = guests.iter();
    for boat in 1..=3 {
        println!("Boat {boat}:");
        for guest in waiting.take(2) {
            println!("  {guest}");
        }
    }
}
