mod kitchen {
    fn cook() {
        println!("Soup is ready.");
    }
}

fn main() {
    kitchen::cook();
}
