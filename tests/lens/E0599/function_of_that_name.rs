fn song() -> String {
    String::from("Row, row")
}

fn main() {
    {
        let song = song();
        println!("{song}");
    }
    println!("{}", song.len());
}
