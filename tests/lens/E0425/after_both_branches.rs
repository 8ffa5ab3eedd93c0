fn main() {
    let score = 72;
    if score >= 50 {
        let grade = "pass";
    } else {
        let grade = "fail";
    }
    println!("{score}: {grade}");
}
