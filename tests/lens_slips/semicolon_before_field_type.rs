struct Door {
    width; u32,
}

fn main() {
    println!("{}", Door { width: 90 }.width);
}
