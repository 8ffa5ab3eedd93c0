struct Badge<'a> {
    name: &'a str,
}

impl Drop for Badge<'_> {
    fn drop(&mut self) {
        println!("bye {}", self.name);
    }
}

impl<'a> Badge<'a> {
    fn rename(&'a mut self, name: &'a str) {
        self.name = name;
    }
}

fn main() {
    let mut badge = Badge { name: "Ada" };
    badge.rename("Bo");
}
