use std::sync::Arc;

struct Hits {
    count: u32,
}

fn main() {
    let hits = Arc::new(Hits { count: 0 });
    hits.count += 1;
    println!("{}", hits.count);
}
