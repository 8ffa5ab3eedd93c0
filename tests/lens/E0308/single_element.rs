fn shout(words: &mut [String]) {
    for word in words {
        word.push('!');
    }
}

fn main() {
    shout(&mut ["hey"]);
}
