struct Ferry {
    name: String,
    cars: u32,
}

fn ferry(name: &str, cars: u32) -> Ferry {
    let name = name.to_string();
    Ferry { name, cars }
}

fn sign(ferries: &[Ferry]) -> String {
    if let Some(ferry) = ferries.first() {
        println!("the first: {}", ferry.name);
    }
    format!("{}: {} cars", ferry.name, ferry.cars)
}

fn main() {
    let ferries = [ferry("Alma", 12)];
    println!("{}", sign(&ferries));
}
