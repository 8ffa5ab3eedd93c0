fn label(name: &str, shelf: u32) -> String {
    format!("{name}: shelf {shelf}")
}

fn main() {
    println!("{} {}", label("flour", 2), label(7, 3));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_name_and_shelf() {
        assert_eq!(label("salt", 1), "salt: shelf 1");
    }
}
