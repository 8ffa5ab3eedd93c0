struct Tent {
    beds: u32,
    is_dry: bool,
}

fn main() {
    let tent = Tent { beds: 3,, is_dry: true };
    println!("{} {}", tent.beds, tent.is_dry);
}
