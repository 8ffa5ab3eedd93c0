struct Movie {
    title: String,
    year: u32,
}

fn main() {
    let movie = Movie {
        title: String::from("Alien"),
        yaer: 1979,
    };
    println!("{} ({})", movie.title, movie.year);
}
