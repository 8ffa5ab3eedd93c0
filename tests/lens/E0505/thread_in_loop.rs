use std::thread;

fn store(label: String) -> usize {
    label.len()
}

fn main() {
    for text in ["plums", "pears"] {
        let label = String::from(text);
        thread::spawn(|| {
            println!("{}", label);
        });
        println!("{}", store(label));
    }
}
