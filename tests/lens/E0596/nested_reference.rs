fn main() {
    let mut doors = vec![String::from("Mia"), String::from("Tom")];
    for names in &doors {
        names.push_str(" and cat");
    }
    doors.truncate(1);
}
