enum Light {
    Red,
    Yellow,
    Green,
}

fn main() {
    let light = Light::Yellow;
    let action = match light {
        Light::Red => "stop",
        Light::Green => "go",
    };
    println!("{action}");
}
