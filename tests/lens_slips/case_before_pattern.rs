fn legs(animal: &str) -> u32 {
    match animal {
        case "spider" => 8,
        case "bird" => 2,
        _ => 4,
    }
}

fn main() {
    println!("{}", legs("bird"));
}
