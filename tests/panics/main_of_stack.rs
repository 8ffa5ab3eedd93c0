fn count(n: u64) -> u64 {
    if n == 0 { 0 } else { count(n + 1) + 1 }
}

fn main() {
    println!("{}", count(1));
}
