fn lower(level: &mut i32) {
    let gauge = &mut *level;
    let mut drain = || {
        *level -= 1;
    };
    *gauge += 1;
    drain();
}

fn main() {
    lower(&mut 3);
}
