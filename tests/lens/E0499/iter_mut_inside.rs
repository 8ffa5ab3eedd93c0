fn main() {
    let mut rows = vec![vec![1], vec![2]];
    for row in rows.iter_mut() {
        rows[0].push(1);
        row.push(2);
    }
}
