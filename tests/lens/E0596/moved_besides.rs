fn main() {
    let names = vec![String::from("Ada")];
    let held = &mut names;
    let moved = names;
    held.clear();
    println!("{moved:?}");
}
