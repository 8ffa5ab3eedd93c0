fn even(limit: u32) -> &Vec<u32> {
    let mut found = Vec::new();
    for number in 0..limit {
        if number % 2 == 0 {
            found.push(number);
        }
    }
    found
}

fn main() {
    println!("{:?}", even(9));
}
