fn call<F: Fn() -> String>(f: F) -> String {
    f()
}

fn main() {
    let name = String::from("Ada");
    println!("{}", call(|| name));
}
