// What the call passes has no settled type, and once the names are known, there's more to find.
fn lower() {
    let gauge = &mut *level;
    let mut drain = || *level -= 1;
    *gauge += 1;
    drain();
}

fn main() {
    lower(&mut 7);
}
