// The function returns a borrow, but what asks for `'static` is the thread.
fn ends(queue: &mut [u8], at: usize) -> &mut [u8] {
    let tail = &mut queue[at..];
    std::thread::spawn(|| println!("{}", queue.len()));
    tail
}

fn main() {
    let mut queue = [1, 2, 3];
    println!("{:?}", ends(&mut queue, 1));
}
