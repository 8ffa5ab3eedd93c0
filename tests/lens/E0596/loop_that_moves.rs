fn main() {
    let jars = vec![String::from("plum")];
    for jar in &mut jars {
        let label: String = *jar;
        println!("{label}");
    }
    for jar in &mut jars {
        println!("{jar}");
    }
}
