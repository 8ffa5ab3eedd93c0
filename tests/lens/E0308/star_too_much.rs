fn shelve(title: String, shelf: &mut Vec<String>) {
    shelf.push(title);
}

fn main() {
    let mut shelf = Vec::new();
    let title = String::from("Moss");
    shelve(*title, &mut shelf);
    println!("{shelf:?}");
}
