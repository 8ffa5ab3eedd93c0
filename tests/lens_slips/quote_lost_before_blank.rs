pub fn line(words: &[&str]) -> String {
    if words.is_empty() {
        format!("{}, the", words.join( "))
    } else {
        words.join(" ")
    }
}

pub fn show(words: &[&str]) {
    println!("{}", line(words));
}
