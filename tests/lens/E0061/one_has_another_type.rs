fn seats(rows: u32, in_a_row: u32) -> u32 {
    rows * in_a_row
}

fn main() {
    println!("{} seats", seats(12, "stalls", 9));
}
