fn double(n: i32) -> i32 {
    n * 2
}

fn main() {
    let numbers = vec![1, 2];
    println!("{}", double(numbers.first().copied()));
}
