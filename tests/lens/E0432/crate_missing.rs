use dice_cup::Cup;

fn main() {
    let _cup = Cup::new();
}
