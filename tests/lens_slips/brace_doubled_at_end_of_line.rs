fn longest(words: &[&str]) -> usize {
    let mut most = 0;
    for word in words {{
        if word.len() > most {
            most = word.len();
        }
    }
    most
}

fn main() {
    println!("{}", longest(&["oak", "maple"]));
}
