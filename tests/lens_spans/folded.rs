fn main() {
    let mut scores = vec![3, 1, 2];
    let best = scores.iter_mut().max();
    println!("one");
    println!("two");
    println!("three");
    println!("four");
    let worst = scores.iter_mut().min();
    println!("five");
    println!("six");
    println!("seven");
    println!("{best:?} {worst:?}");
}
