//! Rounds of fixing come to an end, and what has no part in an endless one is kept.

use curate_document::{Document, Edition, List, Span};
use curate_rules::api::options::Make;
use curate_rules::api::rule::{Context, Rule, Sink};
use curate_rules::{
    Applicability, Declaration, Effects, Facts, Finding, Fix, FixKind, Fixed, Linter, Options, Scope, Settings,
    Severity, Subject, fix, screen_offers,
};

const fn rule(name: &'static str, build: fn(&Options) -> Box<dyn Rule>) -> Declaration {
    Declaration {
        name,
        fix: FixKind::Safe,
        judges: &[Subject::Document],
        scope: Scope::Markdown,
        ..Declaration::warning("", "a rule of the test", Make::plain(build))
    }
}

/// Replaces one text by another wherever it stands: in one fix each, or in one for all.
struct Replace {
    from: &'static str,
    to: &'static str,
    applicability: Applicability,
    is_one: bool,
}

impl Rule for Replace {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mut all = Fix::of("Replace all", self.applicability);
        let source = context.document.source();
        for (start, _) in source.match_indices(self.from) {
            let span = Span::new(start, start + self.from.len());
            if self.is_one {
                all = all.edit(context.edition, span, self.to);
                all.groups.push((1, Effects::NONE));
                continue;
            }
            let fix = Fix::of("Replace it", self.applicability).edit(context.edition, span, self.to);
            sink.report(Finding::at(span, format!("replaced at {start}")).fix(fix));
        }
        if self.is_one && !all.edits.is_empty() {
            sink.report(Finding::at(all.edits[0].span, "replaced in many places").fix(all));
        }
    }
}

fn replace(from: &'static str, to: &'static str, applicability: Applicability, is_one: bool) -> Box<dyn Rule> {
    Box::new(Replace { from, to, applicability, is_one })
}

static POINT: Declaration = rule("formatting/point", |_| replace(",.", ".", Applicability::Safe, false));
static POINTS: Declaration = rule("formatting/points", |_| replace(",.", ".", Applicability::Safe, true));
static GROW: Declaration = rule("formatting/grow", |_| replace("more", "more and more", Applicability::Unsafe, false));
static LEFT: Declaration = rule("formatting/left", |_| replace("left", "right", Applicability::Safe, false));
static RIGHT: Declaration = rule("formatting/right", |_| replace("right", "left", Applicability::Safe, false));

fn list(source: &str) -> List {
    List::new(vec![Edition::new("README.md", Document::parse(source), true)])
}

fn fixed(source: &str, rules: &[&'static Declaration], least: Applicability) -> Fixed {
    let settings = [Settings::defaults(rules)];
    fix(&Linter::new(rules, &settings, &Facts::default()), list(source), least, &|_, _| true)
}

fn text(fixed: &Fixed) -> &str {
    fixed.list.editions[0].document.source()
}

#[test]
fn safe_fixes_are_kept_where_unsafe_ones_find_no_end() {
    let fixed = fixed("Some,. and more.\n", &[&POINT, &GROW], Applicability::Unsafe);
    assert_eq!(text(&fixed), "Some. and more.\n");
    let notes: Vec<String> = fixed.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["README.md: the fixes of formatting/grow find no end; they were not applied"]);
}

#[test]
fn others_are_kept_where_fixes_undo_one_another() {
    let fixed = fixed("Some,. to the left.\n", &[&LEFT, &RIGHT, &POINT], Applicability::Safe);
    assert!(text(&fixed).contains("left") && fixed.notes[0].to_string().contains("undo one another"), "{fixed:?}");
}

/// Of many fixes in one, those that hurt are left out, and not offered.
#[test]
fn several_fixes_in_one_are_applied_as_far_as_they_can_be() {
    let source = "One,. two `,.` three,.\n\n<img src=https://x.example/a.png> four,.\n";
    let settings = [Settings::defaults(&[&POINTS])];
    let rules: [&Declaration; 1] = [&POINTS];
    let (list, facts) = (list(source), Facts::default());
    let mut offered = Linter::new(&rules, &settings, &facts).lint(&list);
    screen_offers(&list, &mut offered, Severity::Hint);
    assert_eq!(offered[0].fix.as_ref().map(|fix| fix.edits.len()), Some(2));
    let fixed = fixed(source, &rules, Applicability::Safe);
    assert_eq!(text(&fixed), "One. two `,.` three.\n\n<img src=https://x.example/a.png> four,.\n");
    assert_eq!(fixed.applied.get(POINTS.name), Some(&1));
    let mut left = fixed.diagnostics;
    screen_offers(&fixed.list, &mut left, Severity::Hint);
    let fix = left[0].fix.as_ref().unwrap();
    assert_eq!((fix.applicability, fix.edits.len()), (Applicability::Unsafe, 1));
}
