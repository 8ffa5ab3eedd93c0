struct Seat {
    row: u32,
    free: bool,
}

fn first(seats: &[Seat]) {
    seats.len()
}

fn main() {
    let row = "4";
    let seat = Seat { row, free: true };
    match seat.row {
        Some(row) => println!("{row}"),
        _ => {}
    }
    while seat.row {
        first(&[]);
    }
    if seat.free {
        seat.row
    }
}
