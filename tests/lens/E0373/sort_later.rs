fn sorter(reverse: bool) -> Box<dyn Fn(&mut Vec<i32>)> {
    let sign = if reverse { -1 } else { 1 };
    Box::new(|list| list.sort_by_key(|n| n * sign))
}

fn main() {
    sorter(true)(&mut vec![1, 2]);
}
