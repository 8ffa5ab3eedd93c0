fn add(list: &mut Vec<u32>) {
    list.push(1);
}

fn add_twice(list: &mut Vec<u32>) {
    add(&mut list);
    add(&mut list);
}

fn main() {
    let mut list = Vec::new();
    add_twice(&mut list);
    println!("{list:?}");
}
