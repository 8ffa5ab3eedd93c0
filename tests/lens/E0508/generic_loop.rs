fn unpack<T: std::fmt::Debug, const N: usize>(parts: [Box<T>; N]) -> Vec<Box<T>> {
    let mut out = Vec::with_capacity(N);
    for i in 0..N {
        let part = parts[N - 1 - i];
        out.push(part);
    }
    out
}

fn main() {
    let words = [[String::from("a")], [String::from("b")]];
    let [first, ..] = &words;
    let inner = first[0];
    println!("{inner} {:?}", unpack([Box::new(1), Box::new(2)]));
}
