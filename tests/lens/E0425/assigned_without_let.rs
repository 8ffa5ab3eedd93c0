fn price() -> u32 {
    let total = 12;
    total
}

fn main() {
    total = price() * 2;
    println!("{}", total + 1);
}
