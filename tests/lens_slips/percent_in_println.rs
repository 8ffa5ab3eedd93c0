pub fn report(done: u32) {
    println!("{} tasks done" % done);
}
