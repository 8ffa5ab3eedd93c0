fn main() {
    let notes = vec![String::from("do"), String::from("re")];
    drop(notes);
    println!("{notes:?}");
    println!("{}", notes.len());
}
