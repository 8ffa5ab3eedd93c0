use super::reading::is_one;
use super::told::are_told;
use super::*;
use crate::lens::tests::look_at;
use crate::model::diagnostic::Child;

/// The messages of a golden program's remarks, where nothing is proven yet.
fn remarks(name: &str) -> Vec<String> {
    let lenses = look_at(name, &[]);
    let all = lenses.iter().flat_map(|lens| {
        let shown: Vec<&Repair> = lens.shown_repairs().collect();
        let besides = lens.remarks_beside(&shown);
        besides.map(|one| one.message.clone()).collect::<Vec<_>>()
    });
    all.collect()
}

#[test]
fn what_rustc_knows_and_the_drawing_does_not_say_is_kept() {
    let said = remarks("E0004/guards");
    let wanted = "match arms with guards don't count towards exhaustivity";
    assert!(said.iter().any(|one| one == wanted), "{said:?}");
    let said = remarks("E0499/two_elements");
    let is_there = |one: &String| one.contains("use `.split_at_mut(position)`");
    assert!(said.iter().any(is_there), "{said:?}");
}

#[test]
fn a_suggestion_is_kept_until_a_repair_that_works_is_like_it() {
    let mut lenses = look_at("E0382/simple", &[]);
    let lens = &mut lenses[0];
    let is_about_clone = |lens: &Lens| {
        let shown: Vec<&Repair> = lens.shown_repairs().collect();
        let mut besides = lens.remarks_beside(&shown);
        besides.any(|one| one.message.starts_with("consider cloning"))
    };
    assert!(is_about_clone(lens));
    for repair in &mut lens.repairs {
        repair.proof = ProofState::Proven;
    }
    assert!(!is_about_clone(lens));
    let shown = lens
        .shown_repairs()
        .filter(|one| one.sentence.contains("lon"));
    assert_eq!(shown.count(), 1, "{:?}", lens.repairs);
}

/// There are more suggestions than trials: what nobody has tried is told in rustc's words, and
/// nothing is claimed of it.
#[test]
fn nothing_is_claimed_of_a_suggestion_that_nobody_has_tried() {
    let mut lenses = look_at("E0382/simple", &[]);
    let lens = &mut lenses[0];
    let states = [
        (ProofState::Open, 0, None),
        (
            ProofState::Refuted,
            1,
            Some("With that alone, it still doesn't compile."),
        ),
        (ProofState::Proven, 1, None),
    ];
    for (state, in_code, reservation) in states {
        for repair in &mut lens.repairs {
            repair.proof = state;
        }
        let mut remarks = lens.remarks.iter();
        let help = remarks.find(|one| one.message.starts_with("consider cloning"));
        let help = help.expect("rustc's help");
        assert_eq!(help.tried(lens).count(), in_code, "{state:?}");
        assert_eq!(help.reservation(lens).as_deref(), reservation, "{state:?}");
        assert_eq!(lens.outcome_of(&help.suggestions[0]), state);
    }
}

#[test]
fn what_goes_on_from_another_help_stands_alone_without_it() {
    let help = |message: &str| Remark {
        level: Level::Help,
        message: message.to_owned(),
        line: None,
        labels: Vec::new(),
        suggestions: Vec::new(),
        is_told: false,
        has_gaps: false,
        has_edits: true,
        left_out: None,
    };
    let first = help("consider using `'static`");
    let second = help("instead, you might want to borrow...");
    let third = help("...or alternatively, you might want an owned value");
    assert_eq!(
        second.words_between(Some(&first), Some(&third)),
        "instead, you might want to borrow..."
    );
    assert_eq!(
        second.words_between(Some(&first), None),
        "instead, you might want to borrow"
    );
    assert_eq!(second.words_between(None, None), "you might want to borrow");
    assert_eq!(
        third.words_between(Some(&second), None),
        "...or alternatively, you might want an owned value"
    );
    assert_eq!(
        third.words_between(Some(&first), None),
        "you might want an owned value"
    );
    assert_eq!(first.words_between(None, None), first.message);
}

#[test]
fn words_about_the_message_itself_are_left_out() {
    let child = |message: &str| Child {
        level: Level::Note,
        message: message.to_owned(),
        spans: Vec::new(),
    };
    assert!(!is_one(&child("`#[deny(x)]` on by default")));
    assert!(!is_one(&child("this error originates in the macro `m`")));
    assert!(is_one(&child("`Option` is defined")));
    assert!(!is_one(&child("1 redundant requirement hidden")));
    assert!(!is_one(&child("2 redundant requirements hidden")));
}

#[test]
fn a_list_of_what_others_implement_keeps_its_entries() {
    let said = remarks("E0277/index_type");
    let mut lists = said
        .iter()
        .filter(|one| one.contains("the following other"));
    let list = lists.next().expect("a list");
    assert!(list.ends_with(
        ":\n  `usize` implements `SliceIndex<ByteStr>`\n  `usize` implements `SliceIndex<[T]>`"
    ));
}

#[test]
fn debug_is_advised_only_where_the_type_has_it() {
    let said = remarks("E0277/neither_display_nor_debug");
    let advised = said.iter().filter(|one| one.contains(DEBUG_INSTEAD));
    assert_eq!(advised.count(), 1, "only for the type that derives it");
}

#[test]
fn a_name_is_told_with_or_without_its_path() {
    assert!(are_told(
        "required by a bound in `a::spawn`",
        "into spawn(), so"
    ));
    assert!(!are_told(
        "required by a bound in `a::spawn`",
        "it's respawned"
    ));
    assert!(!are_told(
        "values are dropped in the opposite order",
        "dropped"
    ));
}
