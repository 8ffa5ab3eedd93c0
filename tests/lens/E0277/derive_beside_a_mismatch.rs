// Even with `Debug`, both sides wouldn't have one type.
struct Plank {
    length: u32,
}

fn main() {
    let planks = [Plank { length: 3 }, Plank { length: 4 }];
    let first = planks.as_ptr();
    assert_eq!(planks.as_ptr(), *first);
    println!("{}", planks[1].length);
}
