fn numbers() -> impl Fn() -> u32 {
    let last = 0;
    move || {
        last += 1;
        last
    }
}

fn main() {
    let next = numbers();
    println!("{} {}", next(), next());
}
