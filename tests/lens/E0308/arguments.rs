struct Cup(u32);

fn fill(cup: &mut Cup, drops: u32, label: &str) {
    cup.0 += drops;
    println!("{label}: {}", cup.0);
}

fn main() {
    let mut cup = Cup(0);
    fill(&mut cup, "three", 5);
    fill(&cup, 1, "tea");
    let full: bool = match cup.0 {
        0 => false,
        1..=9 => "nearly",
        _ => true,
    };
    println!("{full}");
}
