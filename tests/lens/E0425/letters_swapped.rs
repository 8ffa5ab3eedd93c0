struct Oar {
    metres: u32,
}

fn oar(metres: u32) -> Oar {
    Oar { metres }
}

fn longest(boats: &[Vec<Oar>]) -> u32 {
    let mut found = 0;
    for oars in boats {
        for one in oasr {
            found = found.max(one.metres);
        }
    }
    found
}

fn main() {
    println!("{}", longest(&[vec![oar(4), oar(2)]]));
}
