use std::thread;

fn bake(dishes: Vec<&str>) {
    for dish in dishes {
        thread::spawn(move || {
            println!("The {dish} is in the oven.");
        });
    }
}

fn main() {
    let menu = String::from("bread\nlasagne");
    bake(menu.lines().collect());
}
