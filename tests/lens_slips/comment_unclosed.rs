fn main() {
    /* prints a greeting
    println!("hello");
}
