fn guests() -> Vec<bool> {
    vec![true, false]
}

fn main() {
    let here = guests();
    let leave = move || drop(here);
    leave();
    println!("{here:?}");
}
