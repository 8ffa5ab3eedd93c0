struct Boat {
    sails: u32,
}

fn launch() {
    Boat { sails: 2 }
}

fn main() {
    let boat = launch();
    println!("{}", boat.sails);
}
