fn double(x) -> i32 {
    x * 2
}

fn main() {
    println!("{}", double(4));
}
