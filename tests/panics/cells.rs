use std::cell::RefCell;
use std::thread;

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_while_it_is_read() {
        let list = RefCell::new(vec![1, 2]);
        for n in list.borrow().iter() {
            list.borrow_mut().push(*n);
        }
    }

    #[test]
    fn read_while_it_is_changed() {
        let list = RefCell::new(vec![1, 2]);
        let mut changed = list.borrow_mut();
        changed.push(list.borrow().len());
    }

    #[test]
    fn in_a_thread() {
        let list = Vec::from([1, 2]);
        let worker = thread::spawn(move || list[list.len()]);
        assert_eq!(worker.join().unwrap(), 2);
    }
}
