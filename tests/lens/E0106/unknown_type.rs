struct Knot {
    name: String,
}

fn tighter(left: &Knot, right: &Knot) -> &Knott {
    if left.name > right.name { left } else { right }
}

fn main() {
    let (a, b) = (Knot { name: "a".into() }, Knot { name: "b".into() });
    println!("{}", tighter(&a, &b).name);
}
