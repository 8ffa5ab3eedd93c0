//! The rule behind an error code, in one sentence.

/// The sentence for an error code, if it's among those that learners of ownership, borrowing and
/// lifetimes meet.
pub fn rule(code: &str) -> Option<&'static str> {
    Some(match code {
        "E0382" => "A value has one owner. Once it has moved away, the old name is empty.",
        "E0505" => "A value cannot move away while a reference to it is still in use.",
        "E0507" => "A value cannot be taken out of something that is only borrowed.",
        "E0508" => {
            "An element cannot be moved out of an array or slice: no place in it may become empty."
        }
        "E0509" => "A value whose type implements `Drop` cannot be taken apart.",
        "E0381" => "A variable must have a value before it is used.",
        "E0384" => "A variable keeps its first value unless it is declared with `mut`.",
        "E0499" => "Only one writer at a time: a value has at most one `&mut` reference in use.",
        "E0502" => "A value may have many readers or one writer, but not both at the same time.",
        "E0503" => "While somebody may write to a value, nobody else may use it.",
        "E0506" => "A value cannot change while a reference to it is still in use.",
        "E0500" | "E0501" | "E0524" => {
            "Only one writer at a time, and a closure that writes counts as one while it is needed."
        }
        "E0713" => "References into a value must end before its `drop` runs.",
        "E0712" => "A reference to a thread-local value must not leave its thread.",
        "E0700" => "A returned value must name the lifetimes of the references that it holds.",
        "E0594" | "E0596" => "Changing a value needs `mut` on its owner, or a `&mut` reference.",
        "E0597" => "A reference cannot outlive the value that it points to.",
        "E0716" => "A value without a name lives only to the end of its statement.",
        "E0515" => "What a function owns is gone when it returns; a reference to it would dangle.",
        "E0373" => "A closure or async block that may run later must own what it uses.",
        "E0106" => "A returned or stored reference must say whose data it points to.",
        "E0621" | "E0521" => {
            "A reference that leaves a function must be declared to live long enough."
        }
        "E0425" => "There is no such name here: a name exists only in the block that declares it.",
        "E0004" => "A `match` must handle every possible value.",
        "E0308" => "The value has one type, but another type is expected here.",
        "E0277" => "A trait is required here, and the type does not implement it.",
        "E0133" => "What the compiler cannot check needs an `unsafe` block around it.",
        _ => return None,
    })
}
