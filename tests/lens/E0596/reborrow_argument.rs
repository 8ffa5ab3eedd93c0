fn bump(n: &mut i32) {
    *n += 1;
}

fn main() {
    let n = 3;
    bump(&mut n);
    println!("{n}");
}
