struct Shelf {
    heights: [u16; 3],
}

fn longest(boards: [u32; 3]) -> u32 {
    boards.into_iter().max().unwrap()
}

fn widths() -> Vec<Vec<f32>> {
    vec![vec![1.0, 2.0], vec![3.0, 4]]
}

fn main() {
    let shelf = Shelf { heights: [30, 35, 40.5] };
    println!("{} {}", longest([71, 14, 5.0]), shelf.heights[0]);
    println!("{:?}", widths());
}
