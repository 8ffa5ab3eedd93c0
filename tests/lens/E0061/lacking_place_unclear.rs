// rustc calls the last argument unexpected, but the parameter belongs before the others.
struct Seat {
    row: u32,
    number: u32,
}

fn ticket(number: u32, guest: &str, price: u32) -> String {
    let seat = Seat { row, number };
    format!("{guest}: row {}, seat {}, {price} euros", seat.row, seat.number)
}

fn main() {
    println!("{}", ticket(4, 11, "Ida", 25));
}
