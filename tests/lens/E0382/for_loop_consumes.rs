fn main() {
    let baskets = vec![String::from("figs"), String::from("plums")];
    for basket in baskets {
        println!("{basket}");
    }
    println!("{} baskets", baskets.len());
}
