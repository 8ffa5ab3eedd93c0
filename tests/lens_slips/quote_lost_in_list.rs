fn main() {
    let names = vec!["Ada", "Grace, "Edsger"];
    for name in &names {
        println!("{name}");
    }
}
