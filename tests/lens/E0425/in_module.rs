mod tools {
    pub fn sharpen(blade: u32) -> u32 {
        blade + 1
    }
}

fn main() {
    println!("{}", sharpen(3));
}
