fn twice(f: impl Fn()) {
    f();
    f();
}

fn main() {
    let mut count = 0;
    twice(|| count += 1);
    println!("{count}");
}
