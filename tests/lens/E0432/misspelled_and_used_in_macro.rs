mod oven {
    pub fn heat(minutes: u32) -> u32 {
        160 + minutes
    }
}

use oven::haet;

fn main() {
    printnl!("{} degrees", haet(5));
}
