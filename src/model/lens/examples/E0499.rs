fn main() {
    let mut log = String::from("start");
    let anna = &mut log;
    let omar = &mut log;
    anna.push('a');
    omar.push('o');
}
