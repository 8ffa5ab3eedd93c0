fn first(values: &[u8]) -> u8 {
    let at = values.as_ptr();
    let found = unsafe { *at };
    found = unsafe { *at.add(1) };
    found
}

fn main() {
    println!("{}", first(&[]));
}
