//! # entries/promotional
//!
//! A description that praises instead of describing: `the best`, `amazing`, `世界领先`.
//!
//! ## Why
//!
//! Everything in a curated list is worth its place. Praise says nothing that tells one entry from the next, dates
//! quickly, and makes readers doubt who wrote it.
//!
//! The words are known in English, Chinese, Japanese, Korean, Spanish, Portuguese, French, German, Italian and Russian.
//! `The best practices`, words of the title, and words in links and code do not count.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - The most amazing compiler ever.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler that explains its errors.
//! ```
//!
//! ## Fix
//!
//! None: what it is good at has to be said instead.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::description::description;
use crate::entries::support::inlines::inlines_in;
use curate_document::normal_text::folded;
use curate_document::script::is_cjk_letter;
use curate_document::{Document, Entry, EntryId, InlineKind, Span};
use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Range;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Entry],
    yields_to: &["entries/glued"],
    ..Declaration::hint(
        include_str!("promotional.rs"),
        "a description that praises instead of describing",
        Make::configured::<PromotionalOptions, Promotional>(),
    )
};

/// Words and phrases that praise, in lower case. Not `powerful`, `beautiful`, `easy`, `popular`, `state of the art`:
/// they can be meant.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "amazing", "amazingly", "incredible", "incredibly", "mind-blowing", "jaw-dropping", "revolutionary", "game-changing", "game changer",
    "world-class", "world's best", "world's first", "world's leading", "best-in-class", "industry-leading", "market-leading", "second to none",
    "unparalleled", "unrivaled", "unrivalled", "unbeatable", "must-have", "blazing fast", "blazingly fast", "blazing-fast", "lightning fast",
    "lightning-fast", "insanely", "ultimate", "cutting-edge", "cutting edge", "number one", "the best", "the greatest", "the very best",
    "the most powerful", "the most advanced", "the most amazing", "the coolest", "the easiest", "super easy", "super fast", "super simple", "supercharge",
    "最好的", "最好用", "最佳的", "最强", "最強", "最强大", "最强大的", "世界领先", "世界領先", "业界领先", "業界領先", "行业领先", "业内领先", "革命性", "颠覆性", "顛覆性",
    "史上最", "神器", "极致", "極致", "无与伦比", "無與倫比", "首屈一指", "独一无二", "獨一無二", "震撼", "令人惊叹", "令人驚嘆", "炸裂", "吊打", "完爆",
    "最高の", "最強の", "究極の", "革命的", "画期的", "世界初", "業界最", "驚異的", "圧倒的",
    "최고의", "최강의", "궁극의", "혁신적인", "혁명적인", "놀라운", "압도적인",
    "increíble", "increíbles", "revolucionario", "revolucionaria", "el mejor", "la mejor", "los mejores", "las mejores", "de clase mundial",
    "incrível", "incríveis", "revolucionário", "revolucionária", "o melhor", "a melhor", "os melhores", "as melhores",
    "incroyable", "incroyables", "révolutionnaire", "révolutionnaires", "le meilleur", "la meilleure", "les meilleurs", "les meilleures", "ultime",
    "unglaublich", "unglaubliche", "revolutionär", "revolutionäre", "der beste", "die beste", "das beste", "die besten", "weltklasse", "ultimative",
    "incredibile", "incredibili", "rivoluzionario", "rivoluzionaria", "il migliore", "la migliore", "i migliori", "le migliori",
    "лучший", "лучшая", "лучшее", "лучшие", "невероятный", "невероятная", "революционный", "революционная", "потрясающий", "потрясающая",
];
/// What makes a sober phrase of the words before it.
const SOBER: [&str; 7] = ["practice", "practices", "of", "known", "way", "fit", "match"];

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct PromotionalOptions {
    /// More words and phrases that praise.
    words: Vec<String>,
    /// Words of the built-in list that do not.
    allowed: Vec<String>,
}

struct Promotional {
    /// `None` where no word is left.
    words: Option<Regex>,
}

impl From<PromotionalOptions> for Promotional {
    fn from(options: PromotionalOptions) -> Self {
        let allowed: Vec<String> = options.allowed.iter().map(|word| folded(word)).collect();
        let own: Vec<String> = options.words.iter().map(|word| folded(word)).collect();
        let known = WORDS.iter().map(|word| (*word).to_owned()).chain(own);
        let mut words: Vec<String> = known.filter(|word| !word.is_empty() && !allowed.contains(word)).collect();
        // Of two that begin alike the longer one is meant.
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        // Word boundaries in the expression would take the fast matcher away from every text that is not ASCII.
        let expression = words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
        let words = if expression.is_empty() { None } else { Regex::new(&format!("(?i)(?:{expression})")).ok() };
        Self { words }
    }
}

impl Rule for Promotional {
    fn entry(&self, _: EntryId, entry: &Entry, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let (Some(words), Some(span)) = (&self.words, description(document, entry)) else { return };
        for inline in inlines_in(document, span) {
            if inline.kind != InlineKind::Text || inline.link.is_some() {
                continue;
            }
            let part = Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end));
            let text = document.text(part);
            let praise = words.find_iter(text).find(|found| {
                is_whole(text, found.range())
                    && !is_sober(text, found.end())
                    && !is_named(document, entry, found.as_str())
            });
            let Some(found) = praise else { continue };
            let place = Span::new(part.start + found.start(), part.start + found.end());
            let message = text!("\"{words}\" praises instead of describing", words = found.as_str());
            sink.report(Finding::at(place, message).help(text!("say what it does that others do not")));
            return;
        }
    }
}

/// Whether no word goes on at either end of `place`. Han letters, kana and Hangul stand side by side without a mark.
fn is_whole(text: &str, place: Range<usize>) -> bool {
    let goes_on = |inner: Option<char>, outer: Option<char>| {
        let is_spaced = |character: char| character.is_alphanumeric() && !is_cjk_letter(character);
        inner.is_some_and(is_spaced) && outer.is_some_and(is_spaced)
    };
    let (before, found) = text.split_at_checked(place.start).unwrap_or((text, ""));
    let (found, after) = found.split_at_checked(place.len()).unwrap_or((found, ""));
    !goes_on(found.chars().next(), before.chars().next_back())
        && !goes_on(found.chars().next_back(), after.chars().next())
}

/// Whether `words` are part of the resource's name.
fn is_named(document: &Document, entry: &Entry, words: &str) -> bool {
    entry.title.is_some_and(|title| folded(document.text(title)).contains(&folded(words)))
}

/// Whether the phrase that ends at `end` of `text` goes on as one that does not praise: `the best way`.
fn is_sober(text: &str, end: usize) -> bool {
    let next = text.get(end..).and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
    let next = next.trim_matches(|character: char| !character.is_alphanumeric());
    SOBER.iter().any(|sober| next.eq_ignore_ascii_case(sober))
}
