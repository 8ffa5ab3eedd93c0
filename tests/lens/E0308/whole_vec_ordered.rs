fn add(jars: &mut Vec<String>, label: &str) {
    jars.push(label.to_owned());
}

fn main() {
    let mut jars = Vec::new();
    add(&mut jars, "plum");
    while jars < 3 {
        add(&mut jars, "pear");
    }
    let count: u32 = "3";
    let count: u32 = "4";
    println!("{count}");
}
