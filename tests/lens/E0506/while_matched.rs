fn main() {
    let mut state = Some(1);
    match &state {
        Some(n) => {
            state = None;
            println!("{n}");
        }
        None => {}
    }
}
