enum Direction {
    North,
    South,
}

fn main() {
    let way = Direction::West;
    match way {
        Direction::North => println!("north"),
        Direction::South => println!("south"),
    }
}
