fn main() {
    let names = vec![String::from("Ada")];
    for name in &names {
        let owned: String = *name;
        println!("{owned}");
    }
}
