fn main() {
    let stops = ["Bern", "Olten", "Basel"].map(String::from);
    let mut end = stops[2];
    end.push('!');
    println!("{end}");

    let lights = ["red", "amber", "green"].map(String::from);
    let stop = lights[0];
    println!("{stop}, {}", lights[2]);

    let boxed: Box<[String]> = vec![String::from("one")].into();
    let one = boxed[0];
    println!("{one}");
}
