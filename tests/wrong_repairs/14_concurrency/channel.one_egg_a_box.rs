// Packers on a farm look through boxes of eggs. Each packer is a thread, and sends every
// cracked egg away through a channel. Nobody knows beforehand how many that will be.
// The program compiles, but `find_cracked` waits forever.
//
// New here: `mpsc::channel()` makes a channel and returns its two ends.
//   sender.send(value).unwrap()   puts a value in
//   sender.clone()                makes one more sender for the same channel
//   for value in receiver         takes values out and waits for more; the loop ends when
//                                 nothing is left in it and all senders are dropped
//
// Make this true: `find_cracked` returns the number of every cracked egg, however long
// the packers take, and it ends as soon as they're done. The packers are right; leave
// them as they are.

use std::sync::mpsc;
use std::thread;

struct Egg {
    number: u32,
    cracked: bool,
}

fn find_cracked(boxes: Vec<Vec<Egg>>) -> Vec<u32> {
    let (sender, receiver) = mpsc::channel();
    let count = boxes.len();
    let mut packers = Vec::new();
    for eggs in boxes {
        let sender = sender.clone();
        packers.push(thread::spawn(move || {
            for egg in eggs.into_iter().filter(|egg| egg.cracked) {
                sender.send(egg).unwrap();
            }
        }));
    }
    for packer in packers {
        packer.join().unwrap();
    }
    let mut numbers = Vec::new();
    for egg in receiver.iter().take(count) {
        numbers.push(egg.number);
    }
    numbers.sort_unstable(); // the packers send in no fixed order
    numbers
}

fn main() {
    let eggs = [1, 2, 3].map(|number| (number, number > 1));
    let eggs = eggs.map(|(number, cracked)| Egg { number, cracked });
    println!("cracked: {:?}", find_cracked(vec![eggs.into()]));
}

#[cfg(test)]
mod tests {
    use super::*;

    // A whole egg is put back with care.
    impl Drop for Egg {
        fn drop(&mut self) {
            if !self.cracked {
                thread::sleep(std::time::Duration::from_millis(300));
            }
        }
    }

    #[test]
    fn every_cracked_egg_is_found() {
        let boxes = [vec![5, 2, 4, 3], vec![], vec![1]].map(|numbers| {
            let eggs = numbers.into_iter().map(|number| (number, number != 4));
            let eggs = eggs.map(|(number, cracked)| Egg { number, cracked });
            eggs.collect()
        });
        let numbers = find_cracked(boxes.into());
        assert_eq!(numbers, [1, 2, 3, 5], "only egg 4 is whole");
        // If somebody waits in vain each time, this takes too long.
        for _ in 0..40 {
            assert_eq!(find_cracked(vec![vec![]]), [], "no eggs, and it still ends");
        }
    }
}
