fn main() {
    let names = vec!["Ada", "Grace"];
    for name in &names {
        println!("{name}");
    }
