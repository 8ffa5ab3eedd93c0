fn both(left: String, right: String) {
    println!("{left} {right}");
}

fn main() {
    let sock = String::from("grey");
    drop(sock);
    both(sock, sock);
}
