fn main() {
    let n = 5;
    if n > 7 {
        println!("big");
    } elif n > 3 {
        println!("medium");
    } else {
        println!("small");
    }
}
