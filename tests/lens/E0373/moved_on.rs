struct Ticket {
    seat: u32,
}

fn hand_out(tickets: Vec<Ticket>) -> u32 {
    tickets.iter().map(|ticket| ticket.seat).sum()
}

fn main() {
    let tickets = vec![Ticket { seat: 4 }, Ticket { seat: 7 }];
    std::thread::spawn(|| println!("{} tickets", tickets.len()));
    println!("{}", hand_out(tickets));
}
