struct Theme {
    name: String,
    colors: Vec<u32>,
}

fn show(theme: &Theme) {
    println!("{} with {} colors", theme.name, theme.colors.len());
}

fn main() {
    let day = Theme {
        name: String::from("day"),
        colors: vec![0xffffff],
    };
    let night = Theme {
        name: String::from("night"),
        ..day
    };
    show(&day);
    show(&night);
}
