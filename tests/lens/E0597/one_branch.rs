fn main() {
    let line = "a,b";
    let cols: Vec<&str>;
    if line.contains(',') {
        let clean = line.replace(',', ";");
        cols = clean.split(';').collect();
    } else {
        cols = vec![line];
    }
    println!("{}", cols.len());
}
