fn main() {
    let dice: u32 = dice_cup::roll();
    println!("{dice}");
}
