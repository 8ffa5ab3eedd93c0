fn main() {
    let n = 5;
    if n <> 4 {
        println!("not four");
    }
}
