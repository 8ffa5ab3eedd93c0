fn main() {
    let mut list = vec![1, 2, 3];
    let first = &mut list;
    let mut add = || list.push(4);
    first.push(5);
    add();
}
