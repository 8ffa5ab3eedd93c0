fn price(age: u32) -> u32 {
    if age < 6 { 0 } else { 4 }
}}

fn main() {
    println!("{}", price(30));
}
