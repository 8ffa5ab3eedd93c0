use std::collections::HashMap;

fn shelf(shelves: &mut HashMap<u32, String>, number: u32) -> &mut String {
    if let Some(found) = shelves.get_mut(&number) {
        return found;
    }
    shelves.insert(number, String::new());
    shelves.get_mut(&number).unwrap()
}

fn main() {
    let mut shelves = HashMap::new();
    let label = String::from("maps");
    drop(label);
    shelf(&mut shelves, 3).push_str(&label);
}
