// Each name of the crew gets an echo, and a thread looks on.
fn main() {
    let mut crew = vec![String::from("Ida"), String::from("Bo")];
    std::thread::spawn(|| println!("{} aboard", crew.len()));
    for name in crew.iter() {
        if name.len() < 3 {
            crew.push(String::from("echo"));
        }
    }
    println!("{crew:?}");
}
