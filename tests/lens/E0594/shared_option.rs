struct Lamp {
    on: bool,
}

fn switch(pair: &(Option<&Lamp>, i32)) {
    pair.0.unwrap().on = true;
}

fn main() {
    let lamp = Lamp { on: false };
    switch(&(Some(&lamp), 1));
}
