fn main {
    println!("hello");
}
