struct Shelf {
    jars: Vec<String>,
}

fn keep(shelf: Shelf) -> usize {
    shelf.jars.len()
}

fn main() {
    let mut shelf = Shelf {
        jars: vec![String::from("plums")],
    };
    let jar = &mut shelf.jars[0];
    let kept = keep(shelf);
    jar.push('!');
    println!("{kept}");

    let prices = vec![4, 7];
    let mut each = prices.iter_mut();
    drop(prices);
    each.next();
}
