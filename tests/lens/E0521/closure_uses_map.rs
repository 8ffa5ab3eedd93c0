use std::collections::BTreeMap;

fn seat(plan: &BTreeMap<u8, String>, row: u8) -> usize {
    std::thread::spawn(move || {
        let names = plan.get(&row);
        println!("{names:?}");
    });
    plan.len()
}

fn main() {
    let plan = BTreeMap::from([(4, String::from("Ines"))]);
    println!("{}", seat(&plan, 4));
}
