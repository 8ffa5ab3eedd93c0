fn main() {
    let mut list = vec![1, 2, 3];
    let first = &mut list[0];
    let show = || println!("{:?}", list.len());
    *first += 1;
    show();
}
