use std::sync::mpsc;
use std::thread;

fn longest_line(pages: &[String]) -> usize {
    let (answers, lengths) = mpsc::channel();
    for page in pages {
        let answers = answers.clone();
        thread::spawn(move || {
            let longest = page.lines().map(str::len).max();
            answers.send(longest.unwrap_or(0)).unwrap();
        });
    }
    drop(answers);
    lengths.iter().max().unwrap_or(0)
}

fn main() {
    let pages = [String::from("one\nthree"), String::from("eleven")];
    println!("{}", longest_line(&pages));
}
