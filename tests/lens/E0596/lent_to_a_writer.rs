// `&` alone wouldn't do: the function does change what it's lent, but its own parameter forbids it.
fn add_guest(guests: &Vec<String>) {
    guests.push(String::from("Noor"));
}

fn main() {
    let guests = vec![String::from("Emil")];
    add_guest(&mut guests);
    println!("{guests:?}");
}
