//! What git stores of a file: its entry in a tree, and the id that its content would have.

/// An entry of `git ls-tree -z`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeEntry {
    /// Whether it's an ordinary file, executable or not, or a link.
    pub kind: EntryKind,
    /// The id of the content, in hexadecimal.
    pub id: String,
    /// The path from the repository's own folder, with `/`.
    pub path: String,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// An ordinary file.
    File,
    /// A link, whose content is the path that it leads to.
    Link,
    /// A folder, or another repository.
    Other,
}

/// Reads what `git ls-tree -z` prints: `MODE TYPE ID<tab>PATH<zero>`.
pub fn read_tree(text: &str) -> Vec<TreeEntry> {
    let entries = text.split('\0').filter_map(|entry| {
        let (about, path) = entry.split_once('\t')?;
        let mut words = about.split(' ');
        let (mode, _, id) = (words.next()?, words.next()?, words.next()?);
        let kind = match mode {
            "100644" | "100664" | "100755" => EntryKind::File,
            "120000" => EntryKind::Link,
            _ => EntryKind::Other,
        };
        Some(TreeEntry {
            kind,
            id: id.to_owned(),
            path: path.to_owned(),
        })
    });
    entries.collect()
}

/// Whether a file's content is the one with this id. Git may have checked the file out with other
/// line endings than it stores, so those don't count.
pub fn is_content(id: &str, content: &[u8]) -> bool {
    object_id(id, content) == id || {
        let text = without_carriage_returns(content);
        text.len() < content.len() && object_id(id, &text) == id
    }
}

/// When a commit was made, in seconds since 1970, from its text.
pub fn commit_time(commit: &str) -> Option<i64> {
    let mut head = commit.lines().take_while(|line| !line.is_empty());
    let committer = head.find_map(|line| line.strip_prefix("committer "))?;
    // The name may be anything, and the time is behind it.
    let (_, time) = committer.rsplit_once("> ")?;
    time.split(' ').next()?.parse().ok()
}

fn without_carriage_returns(content: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(content.len());
    let mut bytes = content.iter().peekable();
    while let Some(byte) = bytes.next() {
        if !(*byte == b'\r' && bytes.peek() == Some(&&b'\n')) {
            text.push(*byte);
        }
    }
    text
}

/// The id of a content, by the same algorithm as the id `like`.
fn object_id(like: &str, content: &[u8]) -> String {
    let mut text = format!("blob {}\0", content.len()).into_bytes();
    text.extend_from_slice(content);
    let is_sha256 = like.len() == 64;
    let words: Vec<u32> = if is_sha256 {
        sha256(&text).to_vec()
    } else {
        sha1(&text).to_vec()
    };
    words.iter().map(|word| format!("{word:08x}")).collect()
}

/// The message in blocks of 16 words, padded as both algorithms want it.
fn blocks(message: &[u8]) -> Vec<[u32; 16]> {
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    let bits = (message.len() as u64).wrapping_mul(8);
    padded.extend_from_slice(&bits.to_be_bytes());
    let word = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0, |word, byte| word << 8 | u32::from(*byte))
    };
    let block = |block: &[u8]| {
        let mut words = [0; 16];
        for (place, bytes) in words.iter_mut().zip(block.chunks(4)) {
            *place = word(bytes);
        }
        words
    };
    padded.chunks(64).map(block).collect()
}

/// <https://www.rfc-editor.org/rfc/rfc3174>. An id, not a proof: we only ask whether a file changed.
fn sha1(message: &[u8]) -> [u32; 5] {
    let mut state: [u32; 5] = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    for block in blocks(message) {
        let mut words = [0_u32; 80];
        words[..16].copy_from_slice(&block);
        for at in 16..80 {
            let mixed = words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16];
            words[at] = mixed.rotate_left(1);
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (at, word) in words.iter().enumerate() {
            let (mixed, constant) = match at / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let sum = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e);
            let sum = sum.wrapping_add(constant).wrapping_add(*word);
            (a, b, c, d, e) = (sum, a, b.rotate_left(30), c, d);
        }
        for (old, new) in state.iter_mut().zip([a, b, c, d, e]) {
            *old = old.wrapping_add(new);
        }
    }
    state
}

/// <https://www.rfc-editor.org/rfc/rfc6234>
fn sha256(message: &[u8]) -> [u32; 8] {
    let primes = first_primes();
    let constants = primes.map(|prime| root_fraction(prime, 3));
    let mut state = [0; 8];
    for (place, prime) in state.iter_mut().zip(primes) {
        *place = root_fraction(prime, 2);
    }
    for block in blocks(message) {
        let mut words = [0_u32; 64];
        words[..16].copy_from_slice(&block);
        for at in 16..64 {
            let (early, late) = (words[at - 15], words[at - 2]);
            let early = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
            let late = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
            let sum = words[at - 16].wrapping_add(early);
            words[at] = sum.wrapping_add(words[at - 7]).wrapping_add(late);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (word, constant) in words.iter().zip(constants) {
            let mixed = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let first = h.wrapping_add(mixed).wrapping_add((e & f) ^ (!e & g));
            let first = first.wrapping_add(constant).wrapping_add(*word);
            let mixed = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let second = mixed.wrapping_add((a & b) ^ (a & c) ^ (b & c));
            let next = first.wrapping_add(second);
            (a, b, c, d, e, f, g, h) = (next, a, b, c, d.wrapping_add(first), e, f, g);
        }
        for (old, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *old = old.wrapping_add(new);
        }
    }
    state
}

fn first_primes() -> [u32; 64] {
    let is_prime = |number: &u32| !(2..*number).any(|divisor| number.is_multiple_of(divisor));
    let mut primes = [0; 64];
    for (place, prime) in primes.iter_mut().zip((2..).filter(is_prime)) {
        *place = prime;
    }
    primes
}

/// The first 32 bits behind the point of a number's square root or cube root.
fn root_fraction(number: u32, degree: u32) -> u32 {
    // The largest whole number whose power is at most the number, shifted by 32 bits a factor.
    let goal = u128::from(number) << (32 * degree);
    let mut root: u128 = 0;
    for bit in (0..37).rev() {
        let larger = root | (1 << bit);
        if larger.pow(degree) <= goal {
            root = larger;
        }
    }
    u32::try_from(root & u128::from(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `git hash-object` says, with both formats of objects.
    #[test]
    fn ids_are_gits() {
        let like = |length: usize| "0".repeat(length);
        let long = "fn main() { println!(\"one, two, three, four, five, six, seven\"); }\n";
        for (content, sha1, sha256) in [
            ("", EMPTY.0, EMPTY.1),
            ("hello\n", HELLO.0, HELLO.1),
            (long, LONG.0, LONG.1),
        ] {
            assert_eq!(object_id(&like(40), content.as_bytes()), sha1);
            assert_eq!(object_id(&like(64), content.as_bytes()), sha256);
        }
    }

    const EMPTY: (&str, &str) = (
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    );
    const HELLO: (&str, &str) = (
        "ce013625030ba8dba906f756967f9e9ca394464a",
        "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4",
    );
    const LONG: (&str, &str) = (
        "c515e9f7eb752222f163775dc76d170181a94f86",
        "033046ef3722c63ed94e7e11e3b4882c127ce7c68252ed73e5642de839c99b29",
    );

    #[test]
    fn line_endings_are_no_change_and_all_else_is() {
        assert!(is_content(HELLO.0, b"hello\n"));
        assert!(is_content(HELLO.0, b"hello\r\n"));
        for other in [
            &b"hello"[..],
            b"hello\r",
            b"hello\n\n",
            b"hel\rlo\n",
            b"Hello\n",
        ] {
            assert!(!is_content(HELLO.0, other), "{other:?}");
        }
    }

    #[test]
    fn an_entry_has_a_kind_an_id_and_a_path() {
        let text = "100644 blob aa\ta b.rs\x00120000 blob bb\tlink\x00160000 commit cc\tsub\x00";
        let entry = |kind, id: &str, path: &str| TreeEntry {
            kind,
            id: id.to_owned(),
            path: path.to_owned(),
        };
        let expected = [
            entry(EntryKind::File, "aa", "a b.rs"),
            entry(EntryKind::Link, "bb", "link"),
            entry(EntryKind::Other, "cc", "sub"),
        ];
        assert_eq!(read_tree(text), expected);
    }

    #[test]
    fn a_commit_tells_its_time_and_its_message_does_not() {
        let commit = "tree 00\nauthor A <a@b> 1 +0000\ncommitter B > 7 <c@d> 1700000000 +0200\n\n\
                      committer C <e@f> 2 +0000\n";
        assert_eq!(commit_time(commit), Some(1_700_000_000));
        assert_eq!(commit_time("tree 00\n\ncommitter C <e@f> 2 +0000\n"), None);
    }
}
