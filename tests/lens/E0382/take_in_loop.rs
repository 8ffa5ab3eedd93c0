fn rows(seeds: &[u32]) -> Vec<Vec<u32>> {
    let left = seeds.iter().copied();
    let mut rows = Vec::new();
    let mut length = 1;
    loop {
        let row: Vec<u32> = left.take(length).collect();
        if row.is_empty() {
            return rows;
        }
        rows.push(row);
        length += 1;
    }
}

fn main() {
    println!("{:?}", rows(&[1, 2, 3, 4, 5, 6]));
}
