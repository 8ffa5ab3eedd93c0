fn raise(level: &mut i32) {
    let seen = &*level;
    let mut add = || *level += 1;
    println!("{seen}");
    add();
}

fn main() {
    raise(&mut 3);
}
