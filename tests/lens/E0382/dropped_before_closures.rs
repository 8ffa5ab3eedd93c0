fn fill(jar: &mut u32) {
    *jar += 2;
}

fn plums(jar: &mut u32) {
    drop(jar);
    let mut again = || fill(jar);
    println!("the jar is open");
    again();
    println!("the jar is closed");
}

fn main() {
    plums(&mut 3);
}
