// A flea market prints a tag for each thing on a table. `tag` makes one tag, and `list`
// makes the tags for a table. All things on one table are of the same type.
//
// New here: in `fn f<T>(...)`, `T` stands for a type that the caller chooses. It could be
// any type at all, so `f` can't count on any method. A bound asks for more: `T: Summary`
// lets in only types that have the trait `Summary`.
//
// Make this true: `list` takes things of every type that has `Summary`. `tag` is right.

trait Summary {
    fn summarize(&self) -> String;
}

struct Lamp {
    watts: u32,
}

impl Summary for Lamp {
    fn summarize(&self) -> String {
        format!("lamp with {} watts", self.watts)
    }
}

struct Chair {}

impl Summary for Chair {
    fn summarize(&self) -> String {
        String::from("wooden chair")
    }
}

fn tag<T>(thing: &T) -> String {
    format!("For sale: {}", thing.summarize())
}

fn list<T>(table: &[T]) -> Vec<String> {
    let mut tags = Vec::new();
    for thing in table {
        tags.push(tag(thing));
    }
    tags
}

fn main() {
    println!("{:?} {:?}", list(&[Lamp { watts: 5 }]), list(&[Chair {}]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_table_gets_its_tags() {
        for watts in [7, 40] {
            let wanted = format!("For sale: lamp with {watts} watts");
            assert_eq!(list(&[Lamp { watts }]), [wanted], "the tag of this lamp");
        }
        let chairs = list(&[Chair {}, Chair {}]);
        assert_eq!(chairs, ["For sale: wooden chair"; 2], "chairs as well");
    }
}
