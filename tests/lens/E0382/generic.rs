fn show_twice<T: std::fmt::Debug>(value: T) {
    show(value);
    show(value);
}

fn show<T: std::fmt::Debug>(value: T) {
    println!("{value:?}");
}

fn main() {
    show_twice(3);
}
