struct Photo {
    pixels: Vec<u8>,
}

fn main() {
    let mut shade = 7;
    let photo = Photo {
        pixels: vec![&mut shade; 4],
    };
    println!("{}", photo.pixels.len());
}
