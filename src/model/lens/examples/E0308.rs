fn length(text: &String) -> usize {
    text.len()
}

fn main() {
    let text = String::from("a");
    println!("{}", length(text));
}
