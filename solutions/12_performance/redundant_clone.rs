// A gallery puts up a show. A copy of a photo is slow and needs much memory.
//
// Six of the seven copies were not needed. To look, a function borrows: `size` takes
// `&Photo` now. To hand something on that is not used any more, a move is enough: `wall`
// takes the photos over. The door is the one place that needs a photo of its own, so this
// clone stays. A `clone()` is never wrong in itself, but it should answer a need.

#[derive(Clone)]
struct Photo {
    pixels: Vec<u8>,
}

struct Show {
    bytes: usize, // of all the photos together
    door: Photo,
    wall: Vec<Photo>,
}

fn size(photo: &Photo) -> usize {
    photo.pixels.len()
}

fn put_up(photos: Vec<Photo>) -> Show {
    let mut bytes = 0;
    for photo in &photos {
        bytes += size(photo);
    }
    let door = photos[0].clone(); // needed: this picture is shown twice
    let wall = photos; // moved: nobody needs `photos` after this
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
