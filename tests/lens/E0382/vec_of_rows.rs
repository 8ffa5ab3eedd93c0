fn total(rows: Vec<Vec<u32>>) -> u32 {
    rows.iter().flatten().sum()
}

fn main() {
    let rows = vec![vec![1, 2], vec![3]];
    let sum = total(rows);
    for row in &rows {
        println!("{row:?}");
    }
    println!("{sum}");
}
