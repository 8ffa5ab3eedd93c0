struct Boat {
    name: String,
    length: u32,
}

fn longest(boats: &Vec<Boat>) -> String {
    let mut found = &boats[0];
    for boat in *boats {
        if boat.length > found.length {
            found = boat;
        }
    }
    found.name.clone()
}

fn main() {
    let boats = vec![Boat { name: String::from("Gull"), length: 9 }];
    println!("{}", longest(&boats));
}
