fn outside(x: &mut i32) {
    *x = 1;
}

fn main() {
    let mut n = 0;
    let a = &mut n;
    let mut bar = || outside(a);
    outside(a);
    bar();
}
