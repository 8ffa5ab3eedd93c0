struct Timer {
    handle: Option<std::thread::JoinHandle<()>>,
}

impl Timer {
    fn stop(&mut self) {
        self.handle.unwrap().join().unwrap();
    }
}

fn main() {
    Timer { handle: None }.stop();
}
