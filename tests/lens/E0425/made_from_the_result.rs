fn sort_letters(letters: &[&str]) -> Vec<String> {
    for letter in letters {
        stack.push(letter.to_uppercase());
    }
    stack
}

fn main() {
    let letters = ["b", "a"];
    let stack = sort_letters(&letters);
    println!("{}", stack.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_grow() {
        let stack = sort_letters(&["c"]);
        assert_eq!(stack, ["C"]);
    }
}
