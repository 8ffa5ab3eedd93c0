struct Shelf {
    jars: Vec<u32>,
}

fn smallest(shelf: &Shelf) -> Option<&u32> {
    shelf.jars.iter().min()
}

fn report(shelf: &Shelf) -> u32 {
    let jar = smallest(shelf)?;
    jar + 1
}

fn main() {
    let shelf = Shelf { jars: vec![4, 2] };
    let first = smallest(&shelf)?;
    println!("{first} {}", report(&shelf));
}
