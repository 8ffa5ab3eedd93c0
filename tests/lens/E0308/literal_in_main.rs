// Only `main` calls `bright`: the value of `sand` may be wrong as well as the parameter.
fn bright(pixel: u32) -> u32 {
    let [red, green, blue, _] = pixel.to_be_bytes();
    u32::from(red) + u32::from(green) + u32::from(blue)
}

fn is_dark(sum: u32) -> bool {
    sum < 200
}

fn main() {
    let sand = "five";
    println!("{}", is_dark(bright(sand)));
}

#[cfg(test)]
mod tests {
    use super::is_dark;

    #[test]
    fn black_is_dark() {
        assert!(is_dark(0));
    }
}
