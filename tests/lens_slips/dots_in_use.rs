use std.collections.HashSet;

pub fn empty() -> HashSet<u32> {
    HashSet::new()
}
