struct Train {
    cars: Vec<u32>,
}

fn depart(train: Train) -> usize {
    train.cars.len()
}

fn main() {
    let train = Train { cars: vec![1, 2] };
    let mut total = 0;
    for stop in 0..3 {
        println!("stop {stop}");
        total += depart(train);
    }
    println!("{total}");
}
