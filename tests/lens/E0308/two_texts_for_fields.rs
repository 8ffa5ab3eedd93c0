// Both names lack the same: that doesn't make the declaration wrong.
struct Cat {
    name: String,
}

fn main() {
    let one = Cat { name: "Mia" };
    let other = Cat { name: "Tom" };
    println!("{} {}", one.name, other.name);
}
