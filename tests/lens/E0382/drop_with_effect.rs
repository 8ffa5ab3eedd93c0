struct Lamp;

impl Drop for Lamp {
    fn drop(&mut self) {
        println!("the lamp goes out");
    }
}

struct Room {
    lamps: Vec<Lamp>,
}

fn main() {
    let room = Room { lamps: vec![Lamp, Lamp] };
    drop(room);
    println!("{} lamps", room.lamps.len());
    println!("good night");
}
