// Both closures write through one reference, and the tuple has both.
fn buttons(volume: &mut u32) {
    let (mut louder, mut softer) = (
        || *volume += 1,
        || *volume -= 1,
    );
    louder();
    softer();
}

fn main() {
    let mut volume = 5;
    buttons(&mut volume);
    println!("{volume}");
}
