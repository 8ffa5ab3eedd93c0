fn main() {
    let same = |value| value;
}
