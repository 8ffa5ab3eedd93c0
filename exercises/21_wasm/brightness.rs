// A web page has a slider that makes a photo brighter or darker. JavaScript leaves this
// work to Rust: there are millions of pixels.
//
// New here: WebAssembly (wasm) is a kind of program that a browser can run. The compiler
// makes one with `--target wasm32-unknown-unknown`. JavaScript can then call each
// function that is `extern "C"` and keeps its name. Numbers go in, and a number comes
// out. The tests here run on your own machine.
// A pixel is four bytes: red, green, blue and alpha. A colour goes from 0 (dark) to 255
// (bright). Alpha is no colour: it says how much of what is behind the pixel is hidden.
//
// Make this true: `brighten` brings each colour to `percent` of what it was. What would
// be more than 255 becomes 255, and alpha never changes.

fn brighten(pixels: &mut [u8], percent: u32) {
    for pixel in pixels.chunks_exact_mut(4) {
        for value in pixel {
            let new = u64::from(*value) * u64::from(percent) / 100;
            *value = new as u8;
        }
    }
}

// For the page: one pixel in one number, 0xRRGGBBAA, red first.
// SAFETY: no other function in this program has this name.
#[unsafe(no_mangle)]
pub extern "C" fn brighten_pixel(pixel: u32, percent: u32) -> u32 {
    let mut bytes = pixel.to_be_bytes(); // [red, green, blue, alpha]
    brighten(&mut bytes, percent);
    u32::from_be_bytes(bytes)
}

// `pub`: nobody calls `main` in a wasm module, and a private one would give a warning.
pub fn main() {
    let sand = 0x60_50_40_FF;
    for percent in [50, 100, 150, 300] {
        println!("{percent:3} %: {:08X}", brighten_pixel(sand, percent));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brightened(pixels: &[u8], percent: u32) -> Vec<u8> {
        let mut pixels = pixels.to_vec();
        brighten(&mut pixels, percent);
        pixels
    }

    #[test]
    fn a_colour_is_never_brighter_than_255() {
        let pixels = brightened(&[100, 0, 200, 0, 170, 171, 255, 0], 150);
        assert_eq!(pixels[..3], [150, 0, 255], "200 would be 300");
        assert_eq!(pixels[4..7], [255, 255, 255], "171 would be 256");
        let pixels = brightened(&[1, 2, 255, 0], u32::MAX);
        assert_eq!(pixels[..3], [255; 3], "as bright as can be");
    }

    #[test]
    fn alpha_stays() {
        let pixels = brightened(&[100, 40, 255, 255, 8, 6, 4, 128], 50);
        assert_eq!(pixels, [50, 20, 127, 255, 4, 3, 2, 128], "darker");
        assert_eq!(brightened(&[9, 9, 9, 10], 200)[3], 10, "brighter");
    }
}
