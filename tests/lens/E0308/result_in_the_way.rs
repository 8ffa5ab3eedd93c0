fn double(n: i32) -> i32 {
    n * 2
}

fn main() {
    let n: i32 = "21".parse::<i32>();
    println!("{}", double(n));
}
