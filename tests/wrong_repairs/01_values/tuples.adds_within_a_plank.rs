// A carpenter saws planks into pieces of one length. All lengths are in centimetres.
//
// A tuple holds a few values together. `(u32, u32)` is the type of a pair of numbers, and
// `(4, 10)` is such a pair. So a function can return two values at once.
//   pair.0 and pair.1       the values, counted from 0
//   let (a, b) = pair;      takes the pair apart: from now on, `a` and `b` are its values
//
// Make this true:
// - `saw` returns the number of pieces and the length that's left, in this order.
// - `note` puts both into words.
// - `add` adds up what two planks give: pieces to pieces, and lengths to lengths.

fn saw(plank: u32, piece: u32) -> (u32, u32) {
    (plank / piece, plank % piece)
}

fn note(plank: u32, piece: u32) -> String {
    let (pieces, left) = saw(plank, piece);
    format!("{pieces} pieces, {left} cm left")
}

fn add(first: (u32, u32), second: (u32, u32)) -> (u32, u32) {
    (first.0 + first.1, second.0 + second.1)
}

fn main() {
    println!("{}", note(250, 60));
    println!("{:?}", add(saw(250, 60), saw(400, 60))); // `{:?}` can show a tuple
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plank_becomes_pieces_and_what_is_left() {
        assert_eq!(saw(250, 60), (4, 10), "4 times 60 is 240");
        assert_eq!(saw(180, 60), (3, 0), "nothing is left");
        assert_eq!(saw(50, 60), (0, 50), "too short for a piece");
    }

    #[test]
    fn the_note_tells_both() {
        assert_eq!(note(250, 60), "4 pieces, 10 cm left");
        assert_eq!(note(99, 7), "14 pieces, 1 cm left");
    }

    #[test]
    fn pieces_and_lengths_are_added_up_separately() {
        assert_eq!(add((4, 10), (3, 0)), (7, 10));
        assert_eq!(add((1, 20), (300, 4000)), (301, 4020));
    }
}
