// A photo comes in parts, and `grey` turns each to grey. A part may end within a pixel.
//
// `chunks` hands out what is left at the end as if it were a pixel. Three bytes gave a
// grey value too early. One or two gave a panic, which stops a wasm module for good.
// `chunks_exact` hands out whole pixels only, and its `remainder` is what is left. No
// byte is lost, none is made up, and none is copied.

fn grey(part: &[u8]) -> (Vec<u8>, &[u8]) {
    let pixels = part.chunks_exact(4);
    let rest = pixels.remainder();
    (pixels.map(mean).collect(), rest)
}

fn mean(pixel: &[u8]) -> u8 {
    let sum = u32::from(pixel[0]) + u32::from(pixel[1]) + u32::from(pixel[2]);
    (sum / 3) as u8
}

// For the page: how many bytes of a part of this length are the rest?
// SAFETY: no other function in this program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn bytes_left(length: u32) -> u32 {
    let part = vec![0; length as usize];
    let (_, rest) = grey(&part);
    rest.len() as u32
}

pub fn main() {
    let photo = [30, 60, 90, 255, 200, 200, 200, 255];
    println!("both pixels: {:?}", grey(&photo));
    println!("cut in a pixel: {:?}", grey(&photo[..7]));
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHOTO: [u8; 12] = [30, 60, 90, 255, 255, 255, 255, 0, 7, 8, 10, 9];
    const GREYS: [u8; 3] = [60, 255, 8];

    #[test]
    fn whole_pixels_leave_no_rest() {
        assert_eq!(grey(&PHOTO), (GREYS.to_vec(), &[][..]), "three pixels");
        assert_eq!(grey(&[]), (vec![], &[][..]), "a part may be empty");
    }

    #[test]
    fn a_pixel_without_alpha_is_not_whole() {
        assert_eq!(grey(&PHOTO[..7]), (vec![60], &PHOTO[4..7]), "7 bytes");
        assert_eq!(grey(&PHOTO[..3]), (vec![], &PHOTO[..3]), "3 bytes");
    }

    #[test]
    fn a_photo_can_be_cut_anywhere() {
        for cut in 0..=PHOTO.len() {
            let (mut greys, rest) = grey(&PHOTO[..cut]);
            let next = [rest, &PHOTO[cut..]].concat(); // the rest, then the next part
            greys.extend(grey(&next).0);
            assert_eq!(greys, GREYS, "cut after {cut} bytes");
        }
    }
}
