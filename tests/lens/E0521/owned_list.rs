use std::thread;

fn visit(pages: Vec<&str>) {
    for page in pages {
        thread::spawn(move || println!("{page}"));
    }
}

fn main() {
    visit(vec!["start", "help"]);
}
