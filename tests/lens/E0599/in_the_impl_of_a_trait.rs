trait Sound {
    fn loudness(&self) -> u32;
}

struct Bell;

impl Sound for Bell {
    fn loudness(&self) -> u32 {
        7
    }

    fn ring(&self) {
        println!("ding");
    }
}

fn main() {
    let bell = Bell;
    println!("{}", bell.loudness());
    bell.ring();
}
