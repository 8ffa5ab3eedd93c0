struct Bird {
    songs: u32,
}

impl Vec<Bird> {
    fn sing(&mut self) -> u32 {
        self.songs += 1;
        self.songs
    }
}

fn main() {
    let mut robin = Bird { songs: 0 };
    println!("{}", robin.sing());
}
