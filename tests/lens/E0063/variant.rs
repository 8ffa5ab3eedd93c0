enum Step {
    Move { x: i32, y: i32 },
    Stop,
}

fn main() {
    let steps = [Step::Move { x: 1 }, Step::Stop];
    for step in steps {
        match step {
            Step::Move { x, y } => println!("{x} {y}"),
            Step::Stop => println!("stop"),
        }
    }
}
