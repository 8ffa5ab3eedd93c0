pub struct Square {
    side: u32,
}

impl Square {
    pub fn area(self) -> u32 {
        self.side * self.side
    }
}

fn main() {
    let square = Square { side: 3 };
    println!("{}", square.area());
    println!("{}", square.area());
}

#[cfg(test)]
mod tests {
    use super::Square;

    #[test]
    fn a_square_has_an_area() {
        assert_eq!(Square { side: 3 }.area(), 9);
    }
}
