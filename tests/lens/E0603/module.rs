mod garden {
    mod shed {
        pub fn tools() -> u32 {
            3
        }
    }
    pub fn count() -> u32 {
        shed::tools()
    }
}

fn main() {
    println!("{} {}", garden::count(), garden::shed::tools());
}
