// A circus has a tent, and the tent keeps its artists together.
//
// The tent owned the artists, and each of them owned the tent. So neither count ever
// reached 0, although nobody outside had an owner left. Ask who needs whom: a tent must
// keep its artists. An artist can do without a tent.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::{Rc, Weak};

type Log = Rc<RefCell<Vec<String>>>;

struct Tent {
    name: String,
    artists: RefCell<Vec<Rc<Artist>>>,
    log: Log,
}

struct Artist {
    name: String,
    tent: Weak<Tent>, // knows the tent, but doesn't keep it up
    log: Log,
}

fn pitch(name: &str, log: &Log) -> Rc<Tent> {
    let artists = RefCell::new(vec![]);
    Rc::new(Tent {
        name: name.to_string(),
        artists,
        log: Rc::clone(log),
    })
}

fn hire(tent: &Rc<Tent>, name: &str) -> Rc<Artist> {
    let (name, log) = (name.to_string(), Rc::clone(&tent.log));
    let artist = Rc::new(Artist {
        name,
        tent: Rc::downgrade(tent),
        log,
    });
    tent.artists.borrow_mut().push(Rc::clone(&artist));
    artist
}

fn home(artist: &Artist) -> Option<String> {
    // An owner for the moment of this line, if the tent is still there.
    artist.tent.upgrade().map(|tent| tent.name.clone())
}

fn main() {
    let log = Log::default();
    let tent = pitch("blue tent", &log);
    let clown = hire(&tent, "clown");
    println!("the {} lives in: {:?}", clown.name, home(&clown));
    drop(tent);
    println!("and now in: {:?}", home(&clown));
    drop(clown);
    println!("the log: {:?}", log.borrow());
}

// From here on everything is right.
impl Drop for Tent {
    fn drop(&mut self) {
        self.log
            .borrow_mut()
            .push(format!("{} comes down", self.name));
    }
}

impl Drop for Artist {
    fn drop(&mut self) {
        self.log.borrow_mut().push(format!("{} leaves", self.name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_owner_takes_all_down() {
        let log = Log::default();
        let tent = pitch("blue tent", &log);
        let (clown, _) = (hire(&tent, "clown"), hire(&tent, "juggler"));
        drop(clown);
        assert!(log.borrow().is_empty(), "the tent keeps its artists");
        drop(tent);
        assert_eq!(
            *log.borrow(),
            ["blue tent comes down", "clown leaves", "juggler leaves"]
        );
    }

    #[test]
    fn an_artist_can_outlive_the_tent() {
        let log = Log::default();
        let tent = pitch("red tent", &log);
        let (acrobat, _) = (hire(&tent, "acrobat"), hire(&tent, "magician"));
        assert_eq!(home(&acrobat).as_deref(), Some("red tent"));
        drop(tent);
        assert_eq!(*log.borrow(), ["red tent comes down", "magician leaves"]);
        assert_eq!(home(&acrobat), None, "the tent is gone");
        drop(acrobat);
        assert_eq!(log.borrow().last().unwrap(), "acrobat leaves");
    }

    #[test]
    fn artists_know_their_own_tent() {
        let log = Log::default();
        let (north, south) = (pitch("north", &log), pitch("south", &log));
        let (ada, bo) = (hire(&north, "ada"), hire(&south, "bo"));
        assert_eq!(home(&ada).as_deref(), Some("north"));
        assert_eq!(home(&bo).as_deref(), Some("south"));
        assert_eq!(Rc::strong_count(&north), 1, "artists don't own the tent");
        assert_eq!(
            Rc::strong_count(&ada),
            2,
            "the tent owns the artist, and so do we"
        );
    }
}
