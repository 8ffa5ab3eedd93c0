// The loop may never run, but it may also run and never find anything.
fn main() {
    let answer;
    for number in [3, 5, 8] {
        if number % 2 == 0 {
            answer = number;
            break;
        }
    }
    println!("{answer}");
}
