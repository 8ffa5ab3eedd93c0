// A gallery puts up a show. A photo is large, so a copy is slow and takes a lot of
// memory. Here, `clone()` was the answer to every trouble with ownership. Three photos
// make seven copies, but only one is needed: the poster at the door shows the first photo
// on the wall again.
//
// Make this true: `put_up` copies one photo, for the door. On the wall are the very
// photos that came in. You may change `size` as well. (The test counts how often the
// program asks for memory for a photo.)

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
    let wall = photos.clone();
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
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::cell::Cell;

    const PIXELS: usize = 1000; // so nothing else here is as large as a photo

    thread_local! { // one counter for each thread
        static PHOTOS: Cell<usize> = const { Cell::new(0) };
    }

    struct Counting; // counts how often somebody asks for the memory of a photo

    #[global_allocator]
    static ALLOCATOR: Counting = Counting;

    // SAFETY: all the work is passed on to the system's allocator.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            if layout.size() >= PIXELS {
                PHOTOS.set(PHOTOS.get() + 1);
            }
            // SAFETY: our caller keeps the promises that `System` needs.
            unsafe { System.alloc(layout) }
        }
        unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
            // SAFETY: as above.
            unsafe { System.dealloc(address, layout) }
        }
    }

    #[test]
    fn only_the_door_needs_a_copy() {
        for count in 1..=4 {
            let pixels = [10, 20, 30, 40].map(|n| vec![n; PIXELS]);
            let mut photos: Vec<Photo> = pixels.map(|pixels| Photo { pixels }).into();
            photos.truncate(count);
            let places: Vec<_> = photos.iter().map(|p| p.pixels.as_ptr()).collect();
            let before = PHOTOS.get();
            let show = put_up(photos);
            let copies = PHOTOS.get() - before;
            assert_eq!(show.bytes, count * PIXELS, "the bytes of all {count}");
            assert_eq!(show.door.pixels, [10; PIXELS], "the first photo");
            assert_eq!(show.wall.len(), count, "all photos are on the wall");
            assert_eq!(copies, 1, "one copy is enough, and this made {copies}");
            for (photo, place) in show.wall.iter().zip(places) {
                assert_eq!(photo.pixels.as_ptr(), place, "the photo itself");
            }
        }
    }
}
