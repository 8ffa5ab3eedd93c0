trait Sound {
    fn play();
}

struct Bell;

impl Sound for Bell {
    fn play(&self) {
        println!("ding");
    }
}

fn main() {
    Bell.play();
}
