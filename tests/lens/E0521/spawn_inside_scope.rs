use std::thread;

fn weigh(stones: &[u32], heaviest: &u32) -> u32 {
    let (left, right) = stones.split_at(stones.len() / 2);
    thread::scope(|yard| {
        let other = yard.spawn(|| left.iter().sum::<u32>());
        thread::spawn(move || println!("at most {heaviest}"));
        right.iter().sum::<u32>() + other.join().unwrap()
    })
}

fn main() {
    println!("{}", weigh(&[3, 4, 5], &5));
}
