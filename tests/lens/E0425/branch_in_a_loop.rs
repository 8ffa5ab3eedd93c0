fn main() {
    let lines = ["4 apples", "none", "6 pears"];
    for line in lines {
        if let Some((count, _)) = line.split_once(' ') {
            let latest = count.len();
            println!("{latest}");
        }
    }
    println!("the latest: {latest}");
}
