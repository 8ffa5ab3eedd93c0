use std::ops::Index;
use std::slice::SliceIndex;

struct Shelf {
    jars: Vec<String>,
}

impl<I: SliceIndex<[String]>> Index<I> for Shelf {
    type Output = I::Output;

    fn index(&self, at: I) -> &Self::Output {
        &self.jars[at]
    }
}

fn main() {
    let days = ["Mon", "Tue", "Wed"];
    let today: &usize = &1;
    println!("{}", days[today]);

    let shelf = Shelf { jars: vec![String::from("plum")] };
    println!("{}", shelf["plum"]);
}
