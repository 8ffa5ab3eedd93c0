fn double(number: u32) -> u32 {
    number * 2
}

fn main() {
    let four = double((2);
    println!("{four}");
}
