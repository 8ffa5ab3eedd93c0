fn add_stop(stops: &mut Vec<String>, name: &str) {
    stops.push(String::from(name));
}

fn main() {
    let mut stops = Vec::new();
    add_stop(&mut stops, "Harbour");
    println!("{}", stops.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_come_in_order() {
        let mut stops = Vec::new();
        add_stop(&mut stops, "Mill");
        let mut route = vec![String::from("Mill")];
        add_stop(route, "Castle");
        assert_eq!(stops.len(), 1);
    }
}
