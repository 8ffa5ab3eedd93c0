fn seats(rows: u32, in_a_row: u32, aisles: u32) -> u32 {
    rows * (in_a_row - aisles)
}

fn main() {
    println!("{} seats", seats(12, 9, 1));
    println!("{} seats", seats(20, 4, 11, 1));
}
