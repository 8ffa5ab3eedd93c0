struct User {
    name: String,
}

fn take_name(user: &User) -> String {
    user.name
}

fn main() {
    let user = User { name: String::from("Ada") };
    println!("{}", take_name(&user));
}
