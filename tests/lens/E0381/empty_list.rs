// An empty list can be written in two ways, which are one and the same way out.
struct Show {
    door: u32,
    wall: Vec<u32>,
}

fn main() {
    let wall;
    let show = Show { door: 7, wall };
    println!("{} {}", show.door, show.wall.len());
}
