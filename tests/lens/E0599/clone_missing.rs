struct Ticket {
    seat: u32,
}

fn main() {
    let ticket = Ticket { seat: 12 };
    let copy = ticket.clone();
    println!("{} {}", ticket.seat, copy.seat);
}
