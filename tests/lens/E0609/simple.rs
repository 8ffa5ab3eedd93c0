struct Movie {
    title: String,
    year: u32,
}

fn main() {
    let movie = Movie {
        title: String::from("Alien"),
        year: 1979,
    };
    println!("{} ({})", movie.name, movie.year);
}
