fn keep(shelf: &mut Vec<String>, book: String) {
    shelf.push(book);
}

fn main() {
    let mut shelf = Vec::new();
    let book = String::from("Emma");
    loop {
        keep(&mut shelf, book);
        if shelf.len() > 3 {
            break;
        }
    }
}
