//! The borrow lens: from an error and its source to the life of the value.

pub mod account;
pub mod case;
pub mod code;
mod conflict_fixes;
mod conflicts;
mod escapes;
pub mod events;
pub mod fixes;
pub mod highlights;
mod mask;
mod move_fixes;
mod moves;
mod outlives;
pub mod pages;
mod permissions;
pub mod roles;
mod signatures;
#[allow(dead_code, reason = "the views will show it")]
pub mod slips;
mod statement;
mod syntax;
mod taken;
mod threads;
pub mod timeline;
mod types;

use crate::model::diagnostic::{Diagnostic, Level};
use account::{Account, AtRunTime, Tie};
use case::Case;
use code::{Code, Place};
use events::Event;
use fixes::Fix;
use highlights::Highlight;
use syntax::Syntax;
use timeline::Picture;

/// The rule that an error breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A value has one owner.
    OneOwner,
    /// Many readers or one writer.
    ReadersOrWriter,
    /// No reference outlives its data.
    NoDangling,
    /// One thread at a time.
    Threads,
    /// Types have to fit.
    Types,
}

impl Rule {
    /// The rule of a code; lifetime errors may have none.
    pub fn of(code: Option<&str>, message: &str) -> Option<Self> {
        Some(match code {
            Some("E0381" | "E0382" | "E0384" | "E0507" | "E0508" | "E0509") => Self::OneOwner,
            Some(
                "E0499" | "E0500" | "E0501" | "E0502" | "E0503" | "E0506" | "E0524" | "E0594"
                | "E0596",
            ) => Self::ReadersOrWriter,
            Some(
                "E0505" | "E0597" | "E0713" | "E0716" | "E0712" | "E0515" | "E0373" | "E0521"
                | "E0106" | "E0621" | "E0700",
            ) => Self::NoDangling,
            _ if message.contains("between threads safely") => Self::Threads,
            Some("E0277" | "E0308") => Self::Types,
            None if message.contains("lifetime may not live long enough") => Self::NoDangling,
            _ => return None,
        })
    }
}

/// How much of an error was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// All of it: the picture tells the story.
    Timeline,
    /// A part: the source with rustc's own labels.
    Labels,
    /// Only which rule it is about.
    Text,
}

/// What is to be shown of an error.
#[derive(Debug)]
pub struct Lens {
    /// The code, if it has one.
    pub code: Option<String>,
    /// The rule.
    pub rule: Rule,
    /// How much was understood.
    pub tier: Tier,
    /// The compiler's message.
    pub message: String,
    /// The file, as the compiler was given it.
    pub file: String,
    /// Where the error is.
    pub place: Option<Place>,
    /// Lanes and rows.
    pub picture: Picture,
    /// The source lines that the picture shows, by number.
    pub lines: Vec<(usize, String)>,
    /// What stands out in these lines.
    pub highlights: Vec<Highlight>,
    /// What is drawn below lines; several ties are one figure.
    pub ties: Vec<Tie>,
    /// What happens.
    pub events: Vec<Event>,
    /// One or two sentences.
    pub story: Vec<String>,
    /// What would happen if it were let through.
    pub at_run_time: Option<AtRunTime>,
    /// Ways out.
    pub fixes: Vec<Fix>,
}

/// Looks at an error. `source` is the text of the file that it is about, if it is at hand.
/// `None` for what has nothing to do with ownership, and for what is no error.
pub fn look(diagnostic: &Diagnostic, source: Option<&str>) -> Option<Lens> {
    if diagnostic.level != Level::Error {
        return None;
    }
    let rule = Rule::of(diagnostic.code.as_deref(), &diagnostic.message)?;
    let mut lens = without_source(diagnostic, rule);
    let Some(source) = source else {
        return Some(lens);
    };
    let code = Code::new(source);
    let syntax = Syntax::new(&code);
    if let Some(case) = Case::new(diagnostic, &code, &syntax) {
        lens.place = Some(case.primary.start);
        let (tier, account) = match account(&case) {
            Some(account) => (Tier::Timeline, account),
            None => (Tier::Labels, labels(&case)),
        };
        lens.tier = tier;
        lens.take(&case, account);
    }
    Some(lens).filter(|lens| lens.is_worth_showing())
}

fn without_source(diagnostic: &Diagnostic, rule: Rule) -> Lens {
    let primary = diagnostic.primary_span();
    Lens {
        code: diagnostic.code.clone(),
        rule,
        tier: Tier::Text,
        message: diagnostic.message.clone(),
        file: primary.map_or_else(String::new, |s| s.file_name.clone()),
        place: primary.map(|s| Place {
            line: s.line_start,
            column: s.column_start,
        }),
        picture: Picture::default(),
        lines: Vec::new(),
        highlights: Vec::new(),
        ties: Vec::new(),
        events: Vec::new(),
        story: Vec::new(),
        at_run_time: None,
        fixes: Vec::new(),
    }
}

fn account(case: &Case) -> Option<Account> {
    match case.diagnostic.code.as_deref() {
        Some("E0499" | "E0500" | "E0501" | "E0502" | "E0503" | "E0505" | "E0506" | "E0524") => {
            conflicts::account(case)
        }
        Some("E0382") => moves::account(case),
        Some("E0507" | "E0508" | "E0509") => taken::account(case),
        Some("E0597" | "E0716") => outlives::account(case),
        Some("E0515") => escapes::returned(case),
        Some("E0373") => escapes::closure(case),
        Some("E0521") => escapes::escapes(case),
        Some("E0713") => escapes::destructor(case),
        Some("E0712") => escapes::of_thread(case),
        Some("E0106") => signatures::missing(case),
        Some("E0621") => signatures::explicit(case),
        Some("E0700") => signatures::hidden(case),
        Some("E0308") => types::mismatch(case),
        Some("E0277") if threads::is_about(case) => threads::account(case),
        Some("E0277") => types::ability(case),
        None if case.diagnostic.message.contains("future cannot be s") => threads::future(case),
        None => signatures::too_short(case),
        Some("E0381") => permissions::unset(case),
        Some("E0384") => permissions::assigned_twice(case),
        Some("E0594" | "E0596") => permissions::not_mutable(case),
        _ => None,
    }
}

/// The source with rustc's own words.
fn labels(case: &Case) -> Account {
    let mut account = Account::default();
    let lane = account.lane("");
    for clue in &case.clues {
        let what = match clue.is_primary {
            true => events::What::Conflict,
            false => events::What::Used,
        };
        account.event(lane, what, clue.area, clue.label.clone());
    }
    account
}

impl Lens {
    fn take(&mut self, case: &Case, mut account: Account) {
        account.also.extend(account.ties.iter().map(|tie| tie.line));
        self.picture = timeline::picture(
            case.code,
            case.syntax,
            &account.lanes,
            &account.events,
            &account.also,
        );
        let lines = self.picture.rows.iter().filter_map(|row| row.line);
        self.lines = lines
            .map(|line| (line, case.code.line(line).unwrap_or("").to_owned()))
            .collect();
        self.highlights = highlights::of(case);
        self.ties = account.ties;
        self.events = account.events;
        self.story = account.story;
        self.at_run_time = account.at_run_time;
        self.fixes = account.fixes;
    }

    /// What happened, in one sentence, if that is understood.
    pub fn sentence(&self) -> Option<&str> {
        self.story.first().map(String::as_str)
    }

    /// Types that do not fit are drawn only where something can be said about them.
    fn is_worth_showing(&self) -> bool {
        self.rule != Rule::Types || self.tier == Tier::Timeline
    }
}
