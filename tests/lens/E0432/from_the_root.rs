mod tools {
    pub fn sharpen(blade: u32) -> u32 {
        blade + 1
    }
}

mod kitchen {
    use tools::sharpen;

    pub fn cook() -> u32 {
        sharpen(3)
    }
}

fn main() {
    println!("{}", kitchen::cook());
}
