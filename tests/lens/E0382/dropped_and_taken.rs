fn serve(orders: Vec<String>) -> usize {
    let tables = orders.len();
    drop(orders);
    let mut plates = 0;
    for order in orders {
        plates += order.len();
    }
    tables + plates
}

fn main() {
    println!("{}", serve(vec![String::from("soup")]));
}

#[cfg(test)]
mod tests {
    #[test]
    fn soup_is_short() {
        let text = String::from("soup");
        drop(text);
        assert_eq!(text.len(), 4);
    }
}
