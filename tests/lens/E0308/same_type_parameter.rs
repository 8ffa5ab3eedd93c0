fn larger<T: PartialOrd>(left: T, right: T) -> T {
    if left > right { left } else { right }
}

fn main() {
    let length = 3.5;
    println!("{}", larger(length, "4"));
    println!("{}", larger("a", 'b'));
}
