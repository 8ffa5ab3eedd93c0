fn label(count: u32) -> String {
    format!("{count} eggs")
}

fn main() {
    let show: fn(u32) -> Option<String> = label;
    assert_eq!(show(3), "3 eggs");
}
