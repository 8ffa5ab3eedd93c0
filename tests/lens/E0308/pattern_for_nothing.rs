struct Ticket {
    seat: u32,
}

fn sell(seat: u32) {
    let ticket = Ticket { seat };
    let copy = Ticket { seat };
    (ticket, copy)
}

fn best(free: &[u32]) -> Option<u32> {
    free.iter().copied().min()
}

fn main() {
    let (ticket, copy) = sell(4);
    println!("{} {}", ticket.seat, copy.seat);
    if let Some((row, seat)) = best(&[4, 7]) {
        println!("row {row}, seat {seat}");
    }
}
