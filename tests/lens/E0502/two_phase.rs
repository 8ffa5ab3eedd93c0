fn main() {
    let mut list = vec![1, 2, 3];
    list.get_mut(0).unwrap().clone_from(&list[1]);
    let grid = &mut list;
    grid.push(list.len());
}
