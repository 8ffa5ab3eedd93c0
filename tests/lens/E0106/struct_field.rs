struct Excerpt {
    part: &str,
}

fn main() {
    let e = Excerpt { part: "a" };
    println!("{}", e.part);
}
