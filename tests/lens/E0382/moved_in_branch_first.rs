fn ring(bell: String) {
    println!("{bell}");
}

fn main() {
    let bell = String::from("ding");
    if std::env::args().count() > 1 {
        ring(bell);
    }
    ring(bell);
    println!("the {bell} is over");
}
