fn parts(row: &mut [u32], from: usize) -> (&mut [u32], &mut [u32]) {
    let head = &mut row[..from];
    let tail = &mut row[from..];
    (head, tail)
}

fn overlap(row: &mut [u32], from: usize, to: usize) -> u32 {
    let head = &mut row[..to];
    let tail = &mut row[from..];
    head[0] += 1;
    tail[0] += 1;
    head[0]
}

fn main() {
    let mut row = [1, 2, 3];
    println!("{}", overlap(&mut row, 1, 2));
    let (head, tail) = parts(&mut row, 1);
    println!("{head:?} {tail:?}");
}
