//! The items of two files side by side: which item of the one stands for which of the other.

use std::ops::Range;

use crate::grading::compared_item::{ComparedItem, parts};
use crate::rust::Source;

/// A file, or a module in it, in an original and in another file.
#[derive(Debug)]
pub(super) struct Level<'s> {
    /// The modules around its items: `tests::`; empty for a file.
    pub(super) path: String,
    /// Whether all of it belongs to the tests.
    pub(super) is_guarded: bool,
    /// The original's items.
    pub(super) original: Vec<ComparedItem<'s>>,
    /// The other file's.
    pub(super) current: Vec<ComparedItem<'s>>,
    /// The tokens that [`Self::original`] are.
    pub(super) original_tokens: Range<usize>,
    /// The tokens that [`Self::current`] are; `None` if the other file has no such module.
    pub(super) current_tokens: Option<Range<usize>>,
    /// The other file's item for each of the original's.
    partners: Vec<Option<usize>>,
    sources: (&'s Source, &'s Source),
}

impl<'s> Level<'s> {
    /// Two whole files.
    pub(super) fn of_files(original: &'s Source, current: &'s Source) -> Self {
        let tokens = (original.all(), Some(current.all()));
        Self::new((original, current), tokens, String::new(), false)
    }

    fn new(
        sources: (&'s Source, &'s Source),
        (original_tokens, current_tokens): (Range<usize>, Option<Range<usize>>),
        path: String,
        is_guarded: bool,
    ) -> Self {
        let original = parts(sources.0, &original_tokens);
        let current = current_tokens.as_ref();
        let current = current.map_or_else(Vec::new, |tokens| parts(sources.1, tokens));
        Self {
            partners: partners(&original, &current, is_guarded),
            path,
            is_guarded,
            original,
            current,
            original_tokens,
            current_tokens,
            sources,
        }
    }

    /// The inside of one of the original's modules and of its partner.
    pub(super) fn below(&self, index: usize) -> Option<Self> {
        let module = &self.original[index];
        let partner = self.partner(index).and_then(ComparedItem::module_body);
        Some(Self::new(
            self.sources,
            (module.module_body()?, partner),
            format!("{}::", self.path_of(module)),
            self.guards(module),
        ))
    }

    /// The item that stands for one of the original's: the same, or one of its kind and name.
    pub(super) fn partner(&self, index: usize) -> Option<&ComparedItem<'s>> {
        let partner = self.partners.get(index).copied().flatten()?;
        self.current.get(partner)
    }

    /// Whether the other file has one of the original's items as it is.
    pub(super) fn has_same(&self, index: usize) -> bool {
        let same = self.partner(index);
        same.is_some_and(|partner| partner.is_same(&self.original[index]))
    }

    /// Whether the same attributes of the file or module stand above both files' items.
    pub(super) fn has_same_inner(&self) -> bool {
        match (self.original.first(), self.current.first()) {
            (Some(original), Some(current)) => original.has_same_inner(current),
            (Some(only), None) | (None, Some(only)) => !only.has_inner(),
            (None, None) => true,
        }
    }

    /// The other file's items that stand for none of the original's.
    pub(super) fn added(&self) -> impl Iterator<Item = &ComparedItem<'s>> {
        let is_used = |index: &usize| self.partners.contains(&Some(*index));
        let free = (0..self.current.len()).filter(move |index| !is_used(index));
        free.map(|index| &self.current[index])
    }

    /// Whether an item here belongs to the tests.
    pub(super) fn guards(&self, part: &ComparedItem) -> bool {
        self.is_guarded || part.is_test_code()
    }

    /// The full path of an item here.
    pub(super) fn path_of(&self, part: &ComparedItem) -> String {
        format!("{}{}", self.path, part.name())
    }
}

/// The partner of each original item that belongs to the tests, and of each module.
fn partners(
    original: &[ComparedItem],
    current: &[ComparedItem],
    is_guarded: bool,
) -> Vec<Option<usize>> {
    let mut is_free = vec![true; current.len()];
    let mut take = |finds: &[&dyn Fn(&ComparedItem) -> bool]| {
        let free = |is_it: &&dyn Fn(&ComparedItem) -> bool| {
            let mut places = 0..current.len();
            places.find(|index| is_free[*index] && is_it(&current[*index]))
        };
        let found = finds.iter().find_map(free)?;
        is_free[found] = false;
        Some(found)
    };
    // What is the same comes first, whatever its place.
    let same = original.iter().map(|part| {
        let is_same = |now: &ComparedItem| now.is_same(part);
        // One may stand for two that are the same.
        take(&[&is_same]).or_else(|| current.iter().position(is_same))
    });
    let mut partners: Vec<Option<usize>> = same.collect();
    for (part, partner) in original.iter().zip(&mut partners) {
        let is_wanted = part.is_module() || is_guarded || part.is_test_code();
        if is_wanted && partner.is_none() {
            let is_namesake = |now: &ComparedItem| now.is_namesake(part);
            let is_alike =
                |now: &ComparedItem| is_namesake(now) && now.attributes == part.attributes;
            *partner = take(&[&is_alike, &is_namesake]);
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    #[test]
    fn what_has_no_name_stands_for_nothing_else() {
        let read = |text: &str| Source::new(text, Edition::default());
        let original = read("#[cfg(test)] use a; #[cfg(test)] impl A { fn x() {} } fn main() {}");
        let partners = |current: &str| {
            let current = read(current);
            let level = Level::of_files(&original, &current);
            let partner = |index| level.partner(index).map(|part| part.words.join(" "));
            [0, 1].map(partner)
        };
        let others = "use b; impl B { fn y() {} } mod x { }";
        assert_eq!(partners(others), [None, None]);
        let changed = partners("use b; impl A { fn x() { 1 } }");
        assert_eq!(
            changed,
            [None, Some("impl A { fn x ( ) { 1 } }".to_owned())]
        );
    }
}
