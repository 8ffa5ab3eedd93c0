fn grade(points: u32) -> &'static str {
    if points > 50 {
        "pass"
    } else {
        "fail"
}

fn main() {
    println!("{}", grade(70));
}
