struct User {
    name: String,
}

fn main() {
    let user = User { name: "Ada" };
    println!("{}", user.name);
}
