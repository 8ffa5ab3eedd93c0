struct Seats {
    names: Vec<Option<String>>,
}

impl Seats {
    fn leave(&mut self, seat: usize) -> Option<String> {
        self.names[seat]
    }
}

fn main() {
    let mut seats = Seats { names: vec![Some(String::from("Ada"))] };
    println!("{:?}", seats.leave(0));
}
