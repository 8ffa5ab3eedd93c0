fn reset<'a>(value: &'a mut u32, start: &'a mut u32) {
    value = start;
}

fn main() {
    let (mut value, mut start) = (5, 0);
    reset(&mut value, &mut start);
    println!("{value}");
}
