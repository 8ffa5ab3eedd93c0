fn show(number: &i32) {
    number.push(3);
}

fn main() {
    show(&5);
}
