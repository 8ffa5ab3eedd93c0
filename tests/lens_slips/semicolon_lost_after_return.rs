fn first(list: &[i32]) -> i32 {
    if list.is_empty() {
        return 0
    }
    let first = list[0]
    first
}

fn main() {
    println!("{}", first(&[4, 5]));
}
