fn main() {
    let double = |number: i32| number * 2;
    println!("{} {number}", double(4));
}
