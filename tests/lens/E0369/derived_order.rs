struct Version {
    major: u32,
    minor: u32,
}

fn main() {
    let old = Version { major: 1, minor: 9 };
    let new = Version { major: 2, minor: 0 };
    println!("{}", old < new);
    println!("{}.{}", new.major, new.minor);
}
