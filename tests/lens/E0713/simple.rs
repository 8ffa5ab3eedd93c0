struct Log<'a> {
    buffer: &'a mut String,
}

impl Drop for Log<'_> {
    fn drop(&mut self) {
        self.buffer.push('.');
    }
}

fn into_buffer<'a>(log: Log<'a>) -> &'a mut String {
    &mut *log.buffer
}

fn main() {
    let mut text = String::new();
    into_buffer(Log { buffer: &mut text }).push('a');
}
