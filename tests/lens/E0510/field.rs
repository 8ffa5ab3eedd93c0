// Only one field is matched, and the guard changes that one.
struct Door {
    is_open: bool,
    uses: u32,
}

fn main() {
    let mut door = Door { is_open: false, uses: 0 };
    match door.is_open {
        true => println!("open"),
        false if { door.is_open = true; door.uses > 3 } => println!("worn"),
        false => println!("closed"),
    }
    println!("{}", door.uses);
}
