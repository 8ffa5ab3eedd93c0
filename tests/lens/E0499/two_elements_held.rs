fn main() {
    let mut names = vec![String::from("a"), String::from("b")];
    let a = &mut names[0];
    let b = &mut names[1];
    a.push_str(b);
    b.clear();
    println!("{names:?}");
}
