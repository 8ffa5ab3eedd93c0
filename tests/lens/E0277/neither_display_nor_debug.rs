struct Tent {
    beds: u32,
}

#[derive(Debug)]
struct Stove {
    flames: u32,
}

fn main() {
    let tents = vec![Tent { beds: 3 }];
    println!("{} {}", tents[0], tents[0].beds);
    let stove = Stove { flames: 2 };
    println!("{:>5} {}", stove, stove.flames);
}
