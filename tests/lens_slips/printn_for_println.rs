pub fn hello() {
    printn!("hello");
}
