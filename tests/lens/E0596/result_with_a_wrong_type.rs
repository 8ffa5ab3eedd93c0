// The signature promises an owned `Jar`, but what the function has is a reference.
struct Jar {
    beans: Vec<u32>,
}

fn fullest(jars: &mut [Jar]) -> Option<Jar> {
    jars.iter_mut().max_by_key(|jar| jar.beans.len())
}

fn main() {
    let mut jars = [Jar { beans: vec![1, 2] }, Jar { beans: vec![] }];
    let jar = fullest(&mut jars).unwrap();
    jar.beans.clear();
    println!("{}", jars[0].beans.len());
}
