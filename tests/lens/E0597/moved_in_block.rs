fn keep(label: String) -> usize {
    label.len()
}

fn main() {
    let shown;
    {
        let label = String::from("fragile");
        shown = &label;
        keep(label);
    }
    println!("{shown}");

    let mut longest = "";
    {
        let note = String::from("this side up");
        longest = &note;
        if longest.len() > 20 {
            keep(note);
        }
    }
    println!("{longest}");
}
