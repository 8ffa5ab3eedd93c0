fn postage(grams: u32) -> u32 {
    if grams <= 20 { 90 } else { 160 }
}

fn main() {
    println!("{} cents", postage(18, "abroad"));
}

#[cfg(test)]
mod tests {
    #[test]
    fn twenty_grams_are_light() {
        assert!(20 <= 20);
    }
}
