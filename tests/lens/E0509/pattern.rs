struct Pair<A, B>(A, B)
where
    A: Clone;

impl<A: Clone, B> Drop for Pair<A, B> {
    fn drop(&mut self) {
        println!("gone");
    }
}

fn split<A: Clone, B>(pair: Pair<A, B>) -> (A, B) {
    let Pair(left, right) = pair;
    (left, right)
}

fn last(pairs: Vec<Pair<String, u8>>) -> Option<String> {
    let mut found = None;
    for pair in pairs {
        match pair {
            Pair(name, 0..=9) => found = Some(name),
            Pair(..) => {}
        }
    }
    found
}

fn main() {
    let pair = Pair(String::from("a"), 1);
    println!("{:?} {:?}", split(pair), last(Vec::new()));
}
