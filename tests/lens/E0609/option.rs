struct Movie {
    title: String,
}

fn main() {
    let movie = Some(Movie {
        title: String::from("Alien"),
    });
    println!("{}", movie.title);
}
