fn greeting(name: &str) -> String {
    format!("Good morning, {name}!")
}

fn main() {
    println!("{}", greeting("Ada"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_greeted() {
        assert_eq!(greeting("Lin"), "Good morning, Lin!");
        let name = String::from("Bo");
        assert_eq!(greeting(name), "Good morning, Bo!");
    }
}
