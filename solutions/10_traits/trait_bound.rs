// A flea market prints a tag for each thing on a table.
//
// `list` said that `T` may be any type. But it passes its things to `tag`, and that takes
// only types with `Summary`. Rust checks a generic function before anybody calls it. So
// the bound must be in the signature of `list` as well. It tells callers what to bring.

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

fn tag<T: Summary>(thing: &T) -> String {
    format!("For sale: {}", thing.summarize())
}

// The bound asks for no more than it needs: every type with `Summary` will do.
fn list<T: Summary>(table: &[T]) -> Vec<String> {
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
