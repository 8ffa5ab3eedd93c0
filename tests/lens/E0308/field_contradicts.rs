struct Song {
    title: String,
    seconds: bool,
}

fn first() -> Song {
    Song { title: String::from("Morning"), seconds: 184 }
}

fn second() -> Song {
    Song { title: String::from("Evening"), seconds: 200 }
}

fn third() -> Song {
    Song { title: String::from("Night"), seconds: 95 }
}

fn main() {
    println!("{}, {}, {}", first().title, second().title, third().title);
}
