struct Player {
    name: String,
}

fn main() {
    let players = vec![Player { name: String::from("Kim") }];
    let names: Vec<String> = players.iter().map(|player| player.name).collect();
    println!("{names:?} {}", players.len());
}
