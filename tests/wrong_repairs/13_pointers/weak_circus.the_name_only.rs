// A circus has a tent, and the tent keeps its artists together. Every artist knows the
// tent as well. When a tent comes down or an artist leaves the circus for good, the log
// says so. But in the test, the log stays empty: nothing is ever dropped.
//
// New here: an `Rc` drops its value when the last owner is gone. If two values own each
// other, both wait forever. So one of them must only know the other, without owning it:
//   Rc::downgrade(&owner)   makes a `Weak<T>`, which doesn't count as an owner
//   weak.upgrade()          `Some(owner)`, or `None` if the value is already gone
//
// Make this true: the tent owns its artists, and they only know their tent. When nobody
// owns the tent any more, it comes down, and all artists leave whom nobody else owns. An
// artist who's still there then has no home: `home` is `None`. The line with `forbid`
// stays: it rules out `unsafe`, with which one could cheat when owners are counted.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;

type Log = Rc<RefCell<Vec<String>>>;

struct Tent {
    name: String,
    artists: RefCell<Vec<Rc<Artist>>>,
    log: Log,
}

struct Artist {
    name: String,
    tent: String,
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
        tent: tent.name.clone(),
        log,
    });
    tent.artists.borrow_mut().push(Rc::clone(&artist));
    artist
}

fn home(artist: &Artist) -> Option<String> {
    Some(artist.tent.clone())
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
