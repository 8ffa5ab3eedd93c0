mod player {
    #[derive(Default)]
    pub struct Player {
        score: u32,
    }

    impl Player {
        pub fn score(&self) -> u32 {
            self.score
        }
    }
}

fn main() {
    let ada = player::Player::default();
    println!("{} {}", ada.score, ada.score());
}
