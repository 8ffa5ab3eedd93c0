// A gallery puts up a show. A photo is large, so a copy is slow and needs much memory.
// Here every trouble with ownership was solved by `clone()`. Three photos make seven
// copies, but only one is needed: the poster at the door shows the first photo of the
// wall again.
//
// Make this true: `put_up` copies one photo, for the door. On the wall hang the very
// photos that were handed in. `size` is yours to change as well. (For each needless copy,
// `put_up` drops a photo: the copy or the original. The test counts the drops.)

#[derive(Clone)]
struct Photo {
    pixels: Vec<u8>,
}

struct Show {
    bytes: usize, // of all the photos together
    door: Photo,
    wall: Vec<Photo>,
}

fn size(photo: Photo) -> usize {
    photo.pixels.len()
}

fn put_up(photos: Vec<Photo>) -> Show {
    let mut bytes = 0;
    for photo in &photos {
        bytes += size(photo.clone());
    }
    let door = photos[0].clone();
    let wall = Vec::new();
    Show { bytes, door, wall }
}

fn main() {
    let photos = [20, 30].map(|n| Photo { pixels: vec![n; 3] });
    let show = put_up(photos.into());
    println!("{} photos, {} bytes", show.wall.len(), show.bytes);
    println!("at the door: {:?}", show.door.pixels);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! { static DROPPED: Cell<usize> = const { Cell::new(0) } }

    impl Drop for Photo {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
        }
    }

    #[test]
    fn only_the_door_needs_a_copy() {
        let photos = [10, 20, 30].map(|n| Photo { pixels: vec![n; 4] });
        let first = photos[0].pixels.as_ptr(); // where the first photo is
        let show = put_up(photos.into());
        let dropped = DROPPED.get();
        assert_eq!(show.bytes, 12, "three photos, with 4 pixels each");
        assert_eq!(show.wall.len(), 3, "all three hang on the wall");
        assert_eq!(show.door.pixels, [10; 4], "the picture of the first");
        assert_eq!(dropped, 0, "{dropped} copies were not needed");
        let hanging = show.wall[0].pixels.as_ptr();
        assert_eq!(hanging, first, "the first photo itself hangs there");
    }
}
