/// What a stamp costs for a letter of this weight.
fn postage(grams: u32, is_abroad: bool) -> u32 {
    let base = if grams <= 20 { 90 } else { 160 };
    if is_abroad { base + 70 } else { base }
}

fn counter(letter: char) -> String {
    format!("Counter {letter}")
}

fn main() {
    println!("{}: {} cents", counter(), postage(18, false));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavy_letters_cost_more() {
        assert_eq!(postage(20, false), 90);
        assert_eq!(postage(21, false, true), 160);
        assert_eq!(postage(20, true), 160);
    }

    #[test]
    fn counters_have_letters() {
        assert_eq!(counter('B'), "Counter B");
    }
}
