fn main() {
    let mut lamp = Some(true);
    match lamp {
        Some(_) if { lamp = None; true } => println!("broken"),
        Some(is_on) => println!("{is_on}"),
        None => println!("no lamp"),
    }
}
