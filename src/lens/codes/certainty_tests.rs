//! What's said of owners, drops and clones is only what's certain.

use crate::lens::Lens;
use crate::lens::account::AtRunTime;
use crate::lens::events::What;
use crate::lens::repair::{Origin, ProofState, Repair};
use crate::lens::tests::{look_at, look_at_some};

fn first(name: &str) -> Lens {
    look_at(name, &[]).swap_remove(0)
}

fn harm(lens: &Lens) -> Option<&str> {
    match &lens.at_run_time {
        Some(AtRunTime::Harm(text)) => Some(text),
        _ => None,
    }
}

/// The sentences of the lens's own repairs.
fn own(lens: &Lens) -> Vec<&str> {
    let own = lens.repairs.iter().filter(|one| one.origin == Origin::Lens);
    own.map(|repair| repair.sentence.as_str()).collect()
}

#[test]
fn two_owners_free_memory_only_if_the_value_is_taken_twice() {
    let looks = first("E0382/only_looked_at_again");
    assert_eq!(harm(&looks), None, "the later use only borrows");
    let takes = first("E0382/own_type_taken_twice");
    assert!(harm(&takes).is_some_and(|text| text.contains("the `Parcel` would have two owners")));
    let in_branch = &look_at("E0382/own_type_taken_twice", &[])[1];
    assert_eq!(harm(in_branch), None, "printing only borrows");
}

#[test]
fn what_drop_has_freed_is_gone_for_those_who_look() {
    let all = look_at("E0382/dropped_and_taken", &[]);
    assert!(harm(&all[0]).is_some_and(|text| text.contains("two owners")));
    let all = look_at("E0382/dropped_too_early", &[]);
    assert!(harm(&all[0]).is_some_and(|text| text.starts_with("`drop` ends the life of")));
}

#[test]
fn dropped_numbers_would_still_be_there() {
    let all = look_at("E0382/dropped_numbers", &[]);
    assert_eq!(harm(&all[0]), None, "nothing is freed");
    assert!(harm(&all[1]).is_some_and(|text| text.starts_with("`drop` ends the life of")));
}

#[test]
fn every_line_that_cannot_use_the_value_is_marked() {
    let lens = first("E0382/used_by_several_lines");
    assert!(lens.story[0].contains("so lines 17 and 18 can't use `tank`"));
    let conflicts = lens.events.iter().filter(|one| one.what == What::Conflict);
    assert_eq!(conflicts.map(|one| one.line).collect::<Vec<_>>(), [17, 18]);
}

#[test]
fn nobody_clones_what_is_clone_only_for_tests_or_panics() {
    let clones = |lens: &Lens| lens.repairs.iter().filter(|one| is_clone(one)).count();
    for name in ["E0382/clone_only_for_tests", "E0382/clone_that_panics"] {
        let lens = first(name);
        assert_eq!(clones(&lens), 0, "{name}: {:?}", lens.repairs);
        assert!(lens.repairs.iter().all(|one| !derives(one)), "{name}");
    }
}

fn derives(repair: &Repair) -> bool {
    let mut edits = repair.edits.iter();
    edits.any(|edit| edit.text.contains("derive(Clone"))
}

fn is_clone(repair: &Repair) -> bool {
    let mut edits = repair.edits.iter();
    edits.any(|edit| edit.text.contains("clone()"))
}

#[test]
fn nobody_clones_a_value_to_drop_the_clone() {
    let is_no_way_out = |one: &Repair| one.is_dubious || !is_clone(one);
    for lens in look_at("E0382/dropped_and_taken", &[]) {
        assert!(lens.repairs.iter().all(is_no_way_out));
        assert!(own(&lens).iter().any(|one| one.starts_with("Leave line")));
    }
    for lens in look_at("E0507/clone_for_each_call", &[]) {
        let is_about_drop = lens.message.contains("`copy`");
        assert!(!is_about_drop || lens.repairs.iter().all(is_no_way_out));
    }
}

#[test]
fn a_clone_names_who_needs_it() {
    for name in [
        "E0382/simple",
        "E0382/own_type_taken_twice",
        "E0382/loop_and_break",
    ] {
        for lens in look_at(name, &[]) {
            let vague = |one: &&str| one.contains("both need") || one.contains("both really");
            assert!(!own(&lens).iter().any(vague), "{:?}", own(&lens));
        }
    }
}

#[test]
fn a_drop_at_the_end_is_drawn_only_of_what_is_still_there() {
    for name in [
        "E0373/moved_on",
        "E0515/dropped_before",
        "E0597/moved_in_block",
    ] {
        for lens in look_at(name, &[]) {
            let mut events = lens.events.iter();
            assert!(
                events.all(|one| one.what != What::Dropped),
                "{name}: {:?}",
                lens.events
            );
            assert!(
                !lens.story[0].contains("dropped"),
                "{name}: {:?}",
                lens.story
            );
        }
    }
    let named = first("E0425/dropped_in_block");
    let mut events = named.events.iter();
    assert!(
        events.all(|one| one.what != What::Dropped),
        "it's only out of scope"
    );
    let about = |name: &str, code: &str| {
        let mut all = look_at(name, &[]).into_iter();
        all.find(|lens| lens.code.as_deref() == Some(code))
            .unwrap_or_else(|| panic!("{name} has {code}"))
    };
    let moves = |lens: &Lens| lens.events.iter().any(|one| one.what == What::Moved);
    let thread = about("E0373/moved_on", "E0373");
    assert!(moves(&thread) && thread.story[0].contains("which is moved away on line 12"));
    let returned = about("E0515/dropped_before", "E0515");
    assert!(
        moves(&returned) && own(&returned).is_empty(),
        "{:?}",
        own(&returned)
    );
    let block = about("E0597/moved_in_block", "E0597");
    assert!(moves(&block) && block.story[0].starts_with("Line 10 moves `label` away"));
    let mut branch = look_at("E0597/moved_in_block", &[]).into_iter();
    let branch = branch.find(|lens| lens.story[0].contains("`note` is gone by"));
    assert!(branch.is_some_and(|lens| !moves(&lens)), "it may not move");
}

#[test]
fn two_places_of_a_slice_keep_what_rustc_advises() {
    let lens = first("E0499/outer_places");
    assert!(lens.story[0].contains("borrows both `stalls[0]` and `stalls[last]`"));
    assert!(lens.story[1].starts_with("rustc can't tell `stalls[0]` from `stalls[last]`"));
    assert!(own(&lens)[0].starts_with("`split_at_mut`"));
}

#[test]
fn a_struct_owns_all_its_data_or_none() {
    let own_data = |lens: &Lens| {
        let found = lens
            .repairs
            .iter()
            .find(|one| one.sentence.contains("own its data"));
        found.map(|one| one.sentence.clone())
    };
    let all = look_at("E0106/other_fields_borrow", &[]);
    let song = own_data(&all[0]).expect("proposed");
    assert!(song.contains("(`String` and `Vec<String>`)"), "{song}");
    // Nobody knows how a slice of references would be owned.
    let verse = all.iter().find(|lens| lens.story[0].contains("`Verse`"));
    assert_eq!(verse.and_then(own_data), None);
}

#[test]
fn nothing_is_harmless_if_mut_is_not_enough() {
    let mut lens = first("E0594/count_in_fn_closure");
    assert!(matches!(lens.at_run_time, Some(AtRunTime::Harmless(_))));
    for repair in &mut lens.repairs {
        repair.proof = ProofState::Refuted;
    }
    lens.keep_what_is_proven();
    assert_eq!(lens.at_run_time, None);
    let mut lens = first("E0594/not_mut");
    for repair in &mut lens.repairs {
        repair.proof = ProofState::Proven;
    }
    lens.keep_what_is_proven();
    assert!(matches!(lens.at_run_time, Some(AtRunTime::Harmless(_))));
}

/// All that's said of the errors of a golden program.
fn stories(name: &str) -> String {
    let all = look_at_some(name).into_iter();
    all.flat_map(|lens| lens.story)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The new lines of all edits of the lens's own repairs that begin with these words.
fn written(name: &str, sentence: &str) -> Vec<String> {
    let all = look_at_some(name).into_iter().flat_map(|lens| lens.repairs);
    let own = all.filter(|one| one.origin == Origin::Lens && one.sentence.starts_with(sentence));
    let lines = own.flat_map(|one| one.lines);
    lines.flat_map(|line| line.after).collect()
}

#[test]
fn only_a_type_that_is_settled_goes_into_a_signature() {
    let name = "E0061/lacking_in_generic";
    assert!(written(name, "Give `label` the parameter").is_empty());
    assert!(written(name, "Give `both` the parameter").is_empty());
    let certain = "fn cost(apples: u32, cents: u32) -> u32 {";
    let cost = written(name, "Give `cost` the parameter");
    assert!(
        !cost.is_empty() && cost.iter().all(|line| line == certain),
        "{cost:?}"
    );
    let name = "E0308/field_contradicts";
    assert!(written(name, "Give `seconds`").is_empty());
    assert!(own(&first(name)).contains(&"Give `seconds` an integer type."));
}

#[test]
fn only_lists_take_a_usize_as_their_index() {
    let story = stories("E0277/index_into_others");
    assert!(story.contains("An index into a `[&str; 3]` must be a `usize`"));
    assert!(
        !story.contains("plum"),
        "another type's `Index` may want anything"
    );
}

#[test]
fn another_functions_variable_is_named_only_if_it_could_be_passed() {
    let story = stories("E0425/nobody_passes_it");
    assert!(
        !story.contains("belongs to") && story.contains("declares `heavy`"),
        "{story}"
    );
    assert!(stories("E0425/other_function").contains("belongs to `read_name`"));
}

#[test]
fn a_first_value_without_a_type_is_not_held_against_the_second() {
    let story = stories("E0308/compared_with_nothing");
    assert!(!story.contains("must be"), "{story}");
    assert_eq!(
        story
            .matches("`fare` names no return type (line 1)")
            .count(),
        2
    );
}

#[test]
fn a_return_type_is_to_blame_where_something_else_wants_another() {
    let name = "E0308/return_type_of_tested";
    let story = stories(name);
    assert!(story.contains("Line 14 expects `width` to return `usize` as well"));
    assert!(
        !story.contains("`main` uses the result"),
        "a test uses it otherwise"
    );
    let kept = look_at_some(name).swap_remove(0).repairs;
    assert!(
        kept.iter().all(|one| one.origin == Origin::Lens),
        "no `try_into`"
    );
    assert!(!stories("E0308/semicolon").contains("return type:"));
}

#[test]
fn a_slip_in_main_may_be_put_right_there() {
    let all = look_at_some("E0425/misspelled_beside_tests");
    assert!(all[0].message.contains("`berw`"));
    let all = all[0].repairs.iter().map(|one| one.origin);
    assert_eq!(all.collect::<Vec<_>>(), [Origin::Compiler]);
}

#[test]
fn a_comma_is_missed_only_before_what_looks_like_an_argument() {
    let story = stories("E0061/comma_lost");
    assert_eq!(story.matches("may be missing").count(), 1);
    assert!(!story.contains("`3 - 4` is read"));
}

#[test]
fn swapped_arguments_are_told_by_both_errors() {
    let all = look_at_some("E0282/swapped_arguments");
    assert_eq!(all.len(), 2);
    for lens in &all {
        assert!(own(lens).contains(&"Swap the two arguments of `heaviest`."));
    }
}

#[test]
fn a_borrow_of_an_element_is_as_mutable_as_its_reference() {
    for lens in look_at("E0505/borrow_of_element", &[]) {
        if lens.code.as_deref() == Some("E0505") {
            let begin = lens
                .events
                .iter()
                .find(|one| one.lane == 1)
                .expect("a borrow");
            assert_eq!(begin.what, What::Writes, "{}", lens.message);
            assert!(lens.story[0].contains(" mutably since"), "{:?}", lens.story);
        }
    }
}

#[test]
fn what_is_declared_in_a_loop_is_not_borrowed_since_the_round_before() {
    let lenses = look_at("E0505/thread_in_loop", &[]);
    assert_eq!(lenses.len(), 2);
    for lens in lenses {
        assert!(
            lens.events.iter().all(|one| one.round == 0),
            "{:?}",
            lens.events
        );
    }
}

#[test]
fn drop_comes_after_the_last_use_of_whoever_holds_a_borrow() {
    let lens = first("E0382/dropped_before_closures");
    let sentences = own(&lens);
    let later = sentences
        .iter()
        .find(|one| one.starts_with("Drop `jar` later"));
    let later = later.expect("a repair");
    assert!(later.contains("line 9, where `again`"), "{later}");
}

#[test]
fn the_whole_moves_though_a_part_is_used_later() {
    let lens = first("E0382/whole_moved_part_used");
    assert!(
        lens.story[0].contains("takes ownership of `boat`, so line 13 can't use `boat.seats`"),
        "{:?}",
        lens.story
    );
}

#[test]
fn an_import_is_renamed_together_with_its_uses() {
    let lens = first("E0432/misspelled_and_used_in_macro");
    assert_eq!(lens.repairs.len(), 1, "{:?}", lens.repairs);
    let lines: Vec<usize> = lens.repairs[0].lines.iter().map(|one| one.line).collect();
    assert_eq!(lines, [7, 10]);
}

#[test]
fn a_macro_is_not_said_to_take_what_its_hidden_function_takes() {
    let lens = first("E0308/inside_vec");
    assert!(
        lens.story.iter().all(|one| !one.contains("as its")),
        "{:?}",
        lens.story
    );
}

#[test]
fn suggestions_for_a_function_that_given_code_declares_are_tried() {
    let lens = first("E0106/in_given_main");
    let of_rustc = lens
        .repairs
        .iter()
        .filter(|one| one.origin == Origin::Compiler);
    assert!(of_rustc.count() > 1, "{:?}", lens.repairs);
}

#[test]
fn a_part_is_compared_only_inside_of_a_larger_pattern() {
    let story = stories("E0308/pattern_for_nothing");
    let whole = "for a value of type `(_, _)`, but `sell(4)` is of type `()`. \
                 `sell` names no return type (line 5), so it returns `()`.";
    assert!(story.contains(whole), "{story}");
    let part = "the part of `best(&[4, 7])` that it's compared with is of type `u32`";
    assert!(story.contains(part), "{story}");
}

#[test]
fn what_has_moved_away_could_not_be_returned_either() {
    let all = look_at_some("E0515/moved_before");
    let returned = all
        .iter()
        .filter(|lens| lens.code.as_deref() == Some("E0515"));
    let said: Vec<String> = returned.map(|lens| lens.story.join(" ")).collect();
    let greeting = "`text` belongs to `greeting`, so a reference to it can't be returned. \
                    Line 3 has even moved it away already.";
    assert!(said.iter().any(|one| one.contains(greeting)), "{said:?}");
    let shorten = "`line` is a parameter that `shorten` owns, so a borrow of it can't be returned. \
                   Line 8 has even moved it away already.";
    assert!(said.iter().any(|one| one.contains(shorten)), "{said:?}");
}

#[test]
fn a_variable_is_not_lent_for_the_rest_of_the_program() {
    let all = look_at_some("E0308/static_field");
    let about = |found: &str| {
        let mut all = all.iter();
        let is_it = |lens: &&Lens| lens.story[0].contains(found);
        all.find(is_it)
            .unwrap_or_else(|| panic!("{found} is there"))
    };
    for (found, objection) in [
        (
            "The field `song` of `Player` is of type `&'static Song`",
            "`&song` can't be a `&'static Song`: the variable `song` is gone when `main` returns.",
        ),
        (
            "`keep` expects a value of type `&'static str`",
            "`&name` can't be a `&'static str`: the variable `name` is gone when `main` returns.",
        ),
    ] {
        let lens = about(found);
        assert!(lens.repairs.is_empty(), "{:?}", lens.repairs);
        assert_eq!(lens.story.len(), 1, "nothing is said of the `let`");
        let mut remarks = lens.remarks.iter();
        let is_it = |one: &str| one == objection;
        assert!(
            remarks.any(|one| one.reservation(lens).as_deref().is_some_and(is_it)),
            "{:?}",
            lens.remarks
        );
    }
    let other = about("`title_of` expects a value of type `&Song`");
    assert!(
        other
            .repairs
            .iter()
            .any(|one| one.origin == Origin::Compiler)
    );
}

#[test]
fn one_comparison_says_nothing_of_a_return_type() {
    let story = stories("E0308/single_use_beside_test");
    assert!(!story.contains("the result of `pages`"), "{story}");
    assert!(story.contains("`main` uses the result of `lines` like this"));
}

#[test]
fn no_signature_decides_what_moves_into_a_literal() {
    let lens = first("E0505/into_literal_beside_test");
    let own = own(&lens);
    let wanted = "Run line 12 after line 13, where `seen` is used for the last time.";
    assert!(own.contains(&wanted), "{own:?}");
    let mut others = lens.repairs.iter();
    assert!(
        others.any(|one| one.origin == Origin::Compiler),
        "it's tried"
    );
}

#[test]
fn a_clone_that_is_only_dropped_is_told_to_be_one() {
    let lens = first("E0382/dropped_in_closure");
    let is_no_way_out = |one: &Repair| one.is_dubious || !is_clone(one);
    assert!(lens.repairs.iter().all(is_no_way_out));
    let said: Vec<String> = lens
        .remarks
        .iter()
        .filter_map(|one| one.reservation(&lens))
        .collect();
    assert_eq!(
        said,
        ["That would only drop a copy, and `here` would stay."]
    );
}

#[test]
fn a_left_side_decides_and_allocators_are_left_out() {
    let story = stories("E0308/whole_vec_ordered");
    let wanted = "must be a value of type `Vec<String>`, since `jars`, on its left, is \
                  a `Vec<String>`, but `3` is an integer.";
    assert!(story.contains(wanted), "{story}");
    for line in [11, 12] {
        assert!(story.contains(&format!("The `count` of line {line} is declared")));
    }
}

#[test]
fn who_needs_a_size_is_told_by_what_it_is() {
    let story = stories("E0277/unsized_inside");
    assert!(story.contains("but `Option` can hold only types that have a size."));
    assert!(story.contains("but a tuple that's built here needs a size for each part."));
}

#[test]
fn a_let_of_several_lines_is_no_line() {
    let lens = first("E0425/before_long_let");
    let mut events = lens.events.iter();
    assert!(events.any(|one| one.note == "`cake` is known only after this `let`"));
}

#[test]
fn a_value_that_is_used_up_has_no_second_place() {
    let mut all = look_at_some("E0508/used_up");
    let clone = "Let `Coin` be `Clone`, and clone it. A clone costs time and memory.";
    let both = "clone it, if both `self.coins[0]` and `coin` need a value of their own.";
    assert!(own(&all[0]).contains(&clone), "{:?}", own(&all[0]));
    assert!(own(&all[1]).iter().any(|one| one.contains(both)));
    for lens in &mut all {
        for repair in &mut lens.repairs {
            repair.proof = ProofState::Proven;
        }
        let shown: Vec<&Repair> = lens.shown_repairs().collect();
        let mut besides = lens.remarks_beside(&shown);
        assert!(!besides.any(|one| one.message.contains("you could clone")));
    }
}
