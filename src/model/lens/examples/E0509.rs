struct Ticket {
    seat: String,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("ticket {} is void", self.seat);
    }
}

fn main() {
    let ticket = Ticket { seat: String::from("A1") };
    let seat = ticket.seat;
    println!("{seat}");
}
