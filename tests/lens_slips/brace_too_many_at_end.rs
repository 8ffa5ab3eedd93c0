fn main() {
    println!("done");
}
}
