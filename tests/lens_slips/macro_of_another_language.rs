fn main() {
    printf!("hello\n");
}
