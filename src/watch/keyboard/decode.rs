//! Decodes a terminal's bytes as keys. Pure.
//!
//! A key can send many bytes, and they can arrive in pieces. Sequences that mean nothing here are
//! read to their end and ignored: neither F2 nor a letter with Alt counts as a letter.

use console::Key;

use crate::watch::keyboard::Input;

const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;
/// What a terminal sends after pasted text.
const PASTE_END: &[u8] = b"\x1b[201~";
/// How much of pasted text and of a sequence's parameters we keep, in bytes.
const MAX_BYTES: usize = 1000;

/// Turns bytes into keys, and keeps what is incomplete until more bytes arrive.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: PendingKey,
}

/// What has begun and isn't complete yet.
#[derive(Debug, Default)]
enum PendingKey {
    #[default]
    Nothing,
    /// Esc, which may begin a sequence.
    Escape,
    /// Esc twice, or a sequence with Alt.
    TwoEscapes,
    /// A sequence of `Esc [` or `Esc O`.
    Sequence(Sequence),
    /// A report from the terminal itself, up to its end mark.
    Report,
    /// This many bytes to ignore.
    Skip(usize),
    /// A character of this many bytes in UTF-8.
    Character(usize, Vec<u8>),
    Paste(Paste),
}

#[derive(Debug)]
struct Sequence {
    /// The byte after Esc.
    kind: u8,
    parameters: Vec<u8>,
    alt: bool,
}

#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// How many bytes of the end mark have arrived.
    end: usize,
}

impl Decoder {
    /// Returns what these bytes complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        bytes.iter().filter_map(|byte| self.byte(*byte)).collect()
    }

    /// Gives up waiting for more bytes: what looked like the beginning of a sequence was Esc itself.
    pub fn stop_waiting(&mut self) -> Vec<Input> {
        let escapes = match std::mem::take(&mut self.pending) {
            PendingKey::Escape => 1,
            PendingKey::TwoEscapes => 2,
            _ => 0,
        };
        vec![Input::Key(Key::Escape); escapes]
    }

    /// Whether a key is incomplete.
    pub fn is_waiting(&self) -> bool {
        !matches!(self.pending, PendingKey::Nothing)
    }

    /// Whether the end of pasted text hasn't arrived yet.
    pub fn is_in_paste(&self) -> bool {
        matches!(self.pending, PendingKey::Paste(_))
    }

    fn byte(&mut self, byte: u8) -> Option<Input> {
        match std::mem::take(&mut self.pending) {
            PendingKey::Nothing => self.first(byte),
            PendingKey::Escape => self.behind_escape(byte, false),
            PendingKey::TwoEscapes => self.behind_escape(byte, true),
            PendingKey::Sequence(sequence) => self.in_sequence(sequence, byte),
            PendingKey::Report => {
                self.in_report(byte);
                None
            }
            PendingKey::Skip(count) => {
                self.skip(count - 1);
                None
            }
            PendingKey::Character(length, bytes) => self.in_character(length, bytes, byte),
            PendingKey::Paste(paste) => self.in_paste(paste, byte),
        }
    }

    fn first(&mut self, byte: u8) -> Option<Input> {
        let length = match byte {
            ESCAPE => {
                self.pending = PendingKey::Escape;
                return None;
            }
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return single_byte_key(byte).map(Input::Key),
        };
        self.pending = PendingKey::Character(length, vec![byte]);
        None
    }

    fn behind_escape(&mut self, byte: u8, alt: bool) -> Option<Input> {
        match byte {
            b'[' | b'O' => {
                self.pending = PendingKey::Sequence(Sequence {
                    kind: byte,
                    parameters: Vec::new(),
                    alt,
                });
            }
            b'P' | b'X' | b']' | b'^' | b'_' => self.pending = PendingKey::Report,
            ESCAPE => {
                self.pending = PendingKey::TwoEscapes;
                // Of three, only the last two can still begin a sequence.
                return alt.then_some(Input::Key(Key::Escape));
            }
            // A letter with Alt; more bytes follow if it isn't ASCII.
            _ => {
                self.first(byte);
                self.ignore_character();
            }
        }
        None
    }

    /// Ignores the rest of a character that has begun.
    fn ignore_character(&mut self) {
        if let PendingKey::Character(length, _) = self.pending {
            self.skip(length - 1);
        }
    }

    fn in_sequence(&mut self, mut sequence: Sequence, byte: u8) -> Option<Input> {
        match byte {
            // The Linux console's F1 to F5: `Esc [ [` and a letter.
            b'[' if sequence.kind == b'[' && sequence.parameters.is_empty() => self.skip(1),
            // An old mouse report: its button and position follow.
            b'M' if sequence.kind == b'[' && sequence.parameters.is_empty() => self.skip(3),
            0x20..=0x3f => {
                if sequence.parameters.len() < MAX_BYTES {
                    sequence.parameters.push(byte);
                }
                self.pending = PendingKey::Sequence(sequence);
            }
            b'~' if sequence.parameters == b"200" => {
                self.pending = PendingKey::Paste(Paste::default())
            }
            0x40..=0x7e => return sequence.key(byte).map(Input::Key),
            // The sequence was cut off: this byte begins something new.
            _ => return self.first(byte),
        }
        None
    }

    fn in_report(&mut self, byte: u8) {
        self.pending = match byte {
            BELL => PendingKey::Nothing,
            // The end mark is `Esc \`; its last byte then looks like a letter with Alt.
            ESCAPE => PendingKey::Escape,
            _ => PendingKey::Report,
        };
    }

    fn skip(&mut self, count: usize) {
        self.pending = match count {
            0 => PendingKey::Nothing,
            _ => PendingKey::Skip(count),
        };
    }

    fn in_character(&mut self, length: usize, mut bytes: Vec<u8>, byte: u8) -> Option<Input> {
        if !matches!(byte, 0x80..=0xbf) {
            return self.first(byte);
        }
        bytes.push(byte);
        if bytes.len() < length {
            self.pending = PendingKey::Character(length, bytes);
            return None;
        }
        let text = String::from_utf8(bytes).ok()?;
        let c = text.chars().find(|c| !c.is_control())?;
        Some(Input::Key(Key::Char(c)))
    }

    fn in_paste(&mut self, mut paste: Paste, byte: u8) -> Option<Input> {
        paste.push(byte);
        if paste.end == PASTE_END.len() {
            let text = String::from_utf8_lossy(&paste.text).into_owned();
            return Some(Input::Paste(text));
        }
        self.pending = PendingKey::Paste(paste);
        None
    }
}

impl Paste {
    fn push(&mut self, byte: u8) {
        if byte == PASTE_END[self.end] {
            self.end += 1;
            return;
        }
        let not_the_end = &PASTE_END[..self.end];
        self.text.extend_from_slice(not_the_end);
        self.end = usize::from(byte == ESCAPE);
        if self.end == 0 {
            self.text.push(byte);
        }
        self.text.truncate(MAX_BYTES);
    }
}

impl Sequence {
    /// The key that the sequence means when it ends with this byte, if we use that key.
    fn key(&self, last: u8) -> Option<Key> {
        if self.alt {
            return None;
        }
        match (self.kind, self.parameters.as_slice(), last) {
            (_, b"" | b"1", b'A') => Some(Key::ArrowUp),
            (_, b"" | b"1", b'B') => Some(Key::ArrowDown),
            (_, b"" | b"1", b'C') => Some(Key::ArrowRight),
            (_, b"" | b"1", b'D') => Some(Key::ArrowLeft),
            (_, b"" | b"1", b'H') | (b'[', b"1" | b"7", b'~') => Some(Key::Home),
            (_, b"" | b"1", b'F') | (b'[', b"4" | b"8", b'~') => Some(Key::End),
            (b'[', b"5", b'~') => Some(Key::PageUp),
            (b'[', b"6", b'~') => Some(Key::PageDown),
            // Enter on the number pad.
            (b'O', b"", b'M') => Some(Key::Enter),
            _ => None,
        }
    }
}

/// The key that a single byte means.
fn single_byte_key(byte: u8) -> Option<Key> {
    match byte {
        0x03 => Some(Key::CtrlC),
        0x08 | 0x7f => Some(Key::Backspace),
        b'\t' => Some(Key::Tab),
        b'\r' | b'\n' => Some(Key::Enter),
        // Ctrl-Z, of which the terminal makes no signal.
        0x1a => Some(Key::Char('\u{1a}')),
        0x20..=0x7e => Some(Key::Char(char::from(byte))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        let mut inputs = decoder.feed(bytes);
        inputs.extend(decoder.stop_waiting());
        inputs
    }

    fn chars(text: &str) -> Vec<Input> {
        text.chars().map(|c| Input::Key(Key::Char(c))).collect()
    }

    #[test]
    fn letters_and_keys_of_ours() {
        assert_eq!(keys("nq?é日🦀".as_bytes()), chars("nq?é日🦀"));
        for (bytes, key) in [
            ("\r", Key::Enter),
            ("\x7f", Key::Backspace),
            ("\x1b", Key::Escape),
            ("\x1b[A", Key::ArrowUp),
            ("\x1bOB", Key::ArrowDown),
            ("\x1b[5~", Key::PageUp),
            ("\x1b[6~", Key::PageDown),
            ("\x1b[H", Key::Home),
            ("\x1b[1~", Key::Home),
            ("\x1bOF", Key::End),
            ("\x1b[8~", Key::End),
        ] {
            assert_eq!(keys(bytes.as_bytes()), [Input::Key(key)], "{bytes:?}");
        }
        assert_eq!(keys(b"\x1b\x1b"), vec![Input::Key(Key::Escape); 2]);
    }

    /// With a letter behind each, which must be the only one.
    #[test]
    fn what_is_no_key_of_ours_is_ignored_whole() {
        for bytes in [
            "\x1bOP",
            "\x1bOQ",
            "\x1b[11~",
            "\x1b[24~",
            "\x1b[[A",
            "\x1b[[E",
            "\x1b[1;5A",
            "\x1b[1;2D",
            "\x1bO5A",
            "\x1b[5;2~",
            "\x1b[Z",
            "\x1b[a",
            "\x1b\x1b[A",
            "\x1b\x1bOQ",
            "\x1bq",
            "\x1bé",
            "\x1b日",
            "\x1b\r",
            "\x1b[3~",
            "\x1b[I",
            "\x1b[M q!",
            "\x1b[<0;10;5M",
            "\x1b[24;80R",
            "\x1b[?1;2c",
            "\x1b]11;rgb:00/qq/00\x07",
            "\x1b]11;rgb:00/qq/00\x1b\\",
            "\x1bP1$rq\x1b\\",
            "\x1b_xyq\x1b\\",
            "\x02",
            "\u{9b}",
        ] {
            let with_letter = format!("{bytes}n");
            assert_eq!(keys(with_letter.as_bytes()), chars("n"), "{bytes:?}");
        }
        assert_eq!(keys(b"\xffn\xc3n\xe6\x97n"), chars("nnn"));
    }

    #[test]
    fn what_is_broken_off_ends_with_stop_waiting() {
        for bytes in ["\x1b[1;", "\x1bO", "\x1b]", "\x1b[200~y"] {
            let mut decoder = Decoder::default();
            assert_eq!(decoder.feed(bytes.as_bytes()), []);
            assert!(decoder.is_waiting());
            assert_eq!(decoder.stop_waiting(), []);
            assert_eq!(decoder.feed(b"n"), chars("n"), "{bytes:?}");
        }
    }

    #[test]
    fn a_pasted_text_is_no_keys() {
        let text = "x\ny\x1b[20q\x1b\x1b[A日";
        let bytes = format!("a\x1b[200~{text}\x1b[201~b");
        let mut expected = chars("a");
        expected.push(Input::Paste(text.to_owned()));
        expected.extend(chars("b"));
        assert_eq!(keys(bytes.as_bytes()), expected);
        let long = format!("\x1b[200~{}\x1b[201~n", "x".repeat(9000));
        let found = keys(long.as_bytes());
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], chars("n")[0]);
    }

    proptest::proptest! {
        /// Wherever the bytes are divided, the keys are the same.
        #[test]
        fn pieces_are_put_together(bytes in "(\\PC|\x1b\\[[0-9;]{0,3}[A-Z~]|\x1bO[A-Z]|\x1b\\[200~[a-q]{0,3}\x1b\\[201~|\x1b){0,8}", at in 0usize..40) {
            let bytes = bytes.as_bytes();
            let (first, second) = bytes.split_at(at.min(bytes.len()));
            let mut decoder = Decoder::default();
            let mut inputs = decoder.feed(first);
            inputs.extend(decoder.feed(second));
            inputs.extend(decoder.stop_waiting());
            proptest::prop_assert_eq!(inputs, keys(bytes));
        }

        #[test]
        fn no_bytes_do_harm(bytes in proptest::collection::vec(0u8.., 0..64)) {
            keys(&bytes);
        }
    }
}
