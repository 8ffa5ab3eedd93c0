fn greet(name: &str, times: usize, is_loud: bool) {
    let mark = if is_loud { "!" } else { "." };
    for _ in 0..times {
        println!("Hello, {name}{mark}");
    }
}

fn main() {
    greet("Ada", true);
}
