//! Points as plain CSV, for spreadsheets and scripts.

use crate::class::export::points::Points;
use crate::class::export::{Counting, csv, decimal};

/// A row for each learner: points for each chapter and all together.
pub fn table(points: &Points) -> String {
    let mut chapters: Vec<&str> = Vec::new();
    for exercise in &points.exercises {
        if chapters.last() != Some(&exercise.chapter.as_str()) {
            chapters.push(&exercise.chapter);
        }
    }
    let total = match points.counting {
        Counting::Verified => "verified_points",
        Counting::Claimed => "claimed_points",
    };
    let mut headings = [
        "id",
        "name",
        "section",
        "pseudonym",
        total,
        "possible_points",
    ]
    .map(str::to_owned)
    .to_vec();
    headings.extend(chapters.iter().map(|it| points.counting.title(it)));
    let rows = points.learners.iter().map(|learner| {
        let (name, _, section) = learner.roster.clone().unwrap_or_default();
        let total = if learner.has_any() {
            decimal(learner.total())
        } else {
            String::new()
        };
        let pseudonym = learner.pseudonym.clone().unwrap_or_default();
        let mut row = vec![
            learner.id.clone(),
            name,
            section,
            pseudonym,
            total,
            decimal(points.possible()),
        ];
        row.extend(chapters.iter().map(|chapter| {
            let of_chapter = points.exercises.iter().filter(|it| it.chapter == *chapter);
            let scores = of_chapter.filter_map(|it| learner.points.get(&it.id));
            let scores: Vec<f64> = scores.map(|score| score.points).collect();
            if scores.is_empty() {
                String::new()
            } else {
                decimal(scores.iter().sum())
            }
        }));
        row
    });
    csv([headings].into_iter().chain(rows))
}

/// A row for each learner and exercise.
pub fn exercises(points: &Points) -> String {
    let column = match points.counting {
        Counting::Verified => "verified_points",
        Counting::Claimed => "claimed_points",
    };
    let passed = match points.counting {
        Counting::Verified => "verified",
        Counting::Claimed => "claimed",
    };
    let headings = [
        "id",
        "pseudonym",
        "exercise",
        passed,
        column,
        "possible_points",
    ]
    .map(str::to_owned)
    .to_vec();
    let rows = points.learners.iter().flat_map(|learner| {
        points.exercises.iter().filter_map(|exercise| {
            let score = learner.points.get(&exercise.id)?;
            let passed = if score.passed { "passed" } else { "failed" };
            Some(vec![
                learner.id.clone(),
                learner.pseudonym.clone().unwrap_or_default(),
                exercise.name.clone(),
                passed.to_owned(),
                decimal(score.points),
                exercise.points.to_string(),
            ])
        })
    });
    csv([headings].into_iter().chain(rows))
}
