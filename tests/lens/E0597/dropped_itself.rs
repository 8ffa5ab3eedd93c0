struct Session<'u> {
    user: &'u str,
    commands: u32,
}

impl<'u> Session<'u> {
    fn count_command(&'u mut self) {
        self.commands += 1;
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        println!("{} leaves after {} commands.", self.user, self.commands);
    }
}

fn main() {
    let user = String::from("amina");
    let mut session = Session { user: &user, commands: 0 };
    session.count_command();
}
