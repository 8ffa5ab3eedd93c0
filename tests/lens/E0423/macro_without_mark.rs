fn main() {
    println("Hello");
}
