fn set(x: &mut i32) {
    *x += 4;
}

fn dragoooon(x: &mut i32) {
    let mut c1 = || set(x);
    let mut c2 = || set(x);
    c2();
    c1();
}

fn main() {
    dragoooon(&mut 1);
}
