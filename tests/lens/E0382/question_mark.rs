use std::io::{self, BufRead};

fn main() -> io::Result<()> {
    for row in io::stdin().lock().lines() {
        if row?.contains("total") {
            println!("{}", row?);
        }
    }
    Ok(())
}
