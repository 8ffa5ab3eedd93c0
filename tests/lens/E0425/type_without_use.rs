fn ages() -> HashMap<String, u32> {
    Default::default()
}

fn main() {
    println!("{}", ages().len());
}
