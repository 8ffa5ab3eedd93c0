struct Ticket {
    seat: String,
}

fn main() {
    let ticket = Ticket { seat: String::from("B 7") };
    let mut sold = Vec::new();
    sold.push(ticket);
    sold.push(ticket);
    println!("{}", sold[0].seat);
}
