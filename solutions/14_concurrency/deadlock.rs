// The neighbours in a street share a shed full of tools. Several of them may come at the
// same time, so the list of tools is in a Mutex, and each method takes the lock before it
// touches the list.
//
// `put_back` still held the lock when it called `report`, and `report` waited for it. A
// guard holds the lock until it's dropped. So it must be gone before `report` begins.

use std::sync::Mutex;

struct Shed {
    tools: Mutex<Vec<String>>,
}

impl Shed {
    fn report(&self) -> String {
        let tools = self.tools.lock().unwrap();
        format!("{} tools: {}", tools.len(), tools.join(", "))
    }

    fn put_back(&self, tool: &str) -> String {
        // This guard has no name, so it's dropped at the end of the line. If it had
        // one, it would need a block around it, or `drop(tools)` before the report.
        self.tools.lock().unwrap().push(String::from(tool));
        self.report()
    }
}

fn main() {
    let tools = Mutex::new(vec![String::from("saw")]);
    println!("{}", Shed { tools }.put_back("ladder"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn put_back_reports_the_new_tool_too() {
        let tools = Mutex::new(vec![String::from("rake")]);
        let shed = Shed { tools };
        assert_eq!(shed.put_back("axe"), "2 tools: rake, axe");
        assert_eq!(shed.put_back("saw"), "3 tools: rake, axe, saw");
        assert_eq!(shed.report(), "3 tools: rake, axe, saw", "as just now");
        let _: fn(&Shed, &str) -> String = Shed::put_back; // `&` is enough
    }
}
