fn counter() -> impl Fn() -> u32 {
    let mut n = 0;
    move || {
        n += 1;
        n
    }
}

fn main() {
    let next = counter();
    println!("{} {}", next(), next());
}
