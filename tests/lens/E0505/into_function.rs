struct Crew {
    names: Vec<String>,
}

fn sail(crew: Crew) -> usize {
    crew.names.len()
}

fn main() {
    let crew = Crew { names: vec![String::from("Io")] };
    let captain = crew.names.first().unwrap();
    let size = sail(crew);
    println!("{captain} leads {size}");
}
