fn both<T>(one: T) -> [T; 2] {
    [one, other]
}

fn cost(apples: u32) -> u32 {
    apples * cents
}

fn label<A: std::fmt::Display>(what: A) {
    println!("{what} on shelf {shelf}");
}

fn main() {
    println!("{:?}", both(3, 4));
    println!("{}", cost(3, 40));
    label("jam", 2);
}
