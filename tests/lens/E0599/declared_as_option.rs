fn squares(count: u32) -> Vec<u32> {
    let mut list: Option<Vec<u32>> = Vec::new();
    for number in 1..=count {
        list.push(number * number);
    }
    list
}

fn main() {
    println!("{:?}", squares(3));
}
