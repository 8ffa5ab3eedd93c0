fn add(list: &mut Vec<u32>) {
    list.push(1);
}

fn main() {
    let mut list = Vec::new();
    add(&list);
    list.push(2);
}
