trait Fence {
    fn height(&self) -> u32;
    fn posts(&self) -> u32;
}

struct Hedge;

impl Fence for Hedge {
    fn width(&self) -> u32 {
        2
    }

    fn post(&self) -> u32 {
        0
    }
}

fn main() {
    println!("{} {}", Hedge.height(), Hedge.posts());
}
