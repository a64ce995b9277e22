//! Two editions side by side, as the rules of the group `parity` compare them.

use crate::api::diagnostic::Finding;
use crate::api::rule::{Context, Sink};
use crate::api::template::Text;
use crate::parity::support::edition_pragma::EditionPragmas;
use curate_document::{Alignment, Document, Edition, EditionId, EntryId, Partner, Section, SectionId, Side, Span};
use std::collections::BTreeMap;

/// Below this share of matched entries two editions are compared by sections, not by entries.
const DRIFTED: f64 = 0.6;
/// As they are where an edition lacks more entries than this: nobody reads them one by one.
const DRIFTED_ENTRIES: usize = 100;
/// Of a subsection's entries this part, as a divisor, in the flat section that stands for the one around it shows that it
/// went there.
const FLAT_SHARE: usize = 4;
/// More findings of one kind in a section than this become one.
pub(crate) const SUMMARISED: usize = 10;

/// One edition and what another has, in one direction: `here` is judged by what is `there`.
#[derive(Clone, Copy)]
pub(crate) struct Comparison<'a> {
    /// The alignment of the source with a translation.
    pub alignment: &'a Alignment,
    /// The edition that may lack something.
    pub here: EditionId,
    /// Its document.
    pub document: &'a Document,
    /// The edition that has it.
    pub there: EditionId,
    /// Its document.
    pub other: &'a Document,
    /// The side of `there`.
    pub side: Side,
    /// `here` as an edition.
    pub edition: &'a Edition,
    /// `there` as an edition.
    pub other_edition: &'a Edition,
    /// Whether they are lists, and not other pages.
    pub is_list: bool,
    /// Whether summaries are wanted as single findings.
    expand: bool,
    /// Whether only what a change introduced is reported.
    of_change: bool,
}

/// What a finding about two editions says in one of them: its place there, its message, and what the place is called from across.
pub(crate) type PlacedMessage = (Span, Text, Text);

/// Each translation as seen from the source (what of the source is missing or different there).
pub(crate) fn translations<'a>(context: &Context<'a>) -> impl Iterator<Item = Comparison<'a>> + use<'a> {
    let context = *context;
    let list = context.list;
    context.cache.align(list);
    list.iter().filter_map(move |(id, _)| compare(&context, id, list.source, Side::First))
}

/// Each translation and the source, both ways.
pub(crate) fn both_ways<'a>(context: &Context<'a>) -> impl Iterator<Item = Comparison<'a>> {
    let context = *context;
    let list = context.list;
    context.cache.align(list);
    list.iter().flat_map(move |(id, _)| {
        let forth = compare(&context, id, list.source, Side::First);
        let back = compare(&context, list.source, id, Side::Second);
        forth.into_iter().chain(back)
    })
}

fn compare<'a>(context: &Context<'a>, here: EditionId, there: EditionId, side: Side) -> Option<Comparison<'a>> {
    let translation = if side == Side::First { here } else { there };
    let list = context.list;
    // Of pages that are all translations none says what the others lack.
    let is_open = !context.is_list && !list.is_source_known;
    if is_open || context.cache.copies(list).contains(&translation) {
        return None;
    }
    let alignment = context.cache.alignment(list, translation)?;
    let (edition, other_edition) = (list.edition(here)?, list.edition(there)?);
    let (document, other) = (&edition.document, &other_edition.document);
    Some(Comparison {
        alignment,
        here,
        document,
        there,
        other,
        side,
        edition,
        other_edition,
        is_list: context.is_list,
        expand: context.facts.expand,
        of_change: context.facts.expand_for_change,
    })
}

impl<'a> Comparison<'a> {
    /// The edition that a finding is reported in: the one that lacks something, else the one that has it; `None` where
    /// neither is judged.
    pub(crate) fn reported_in(&self) -> Option<EditionId> {
        if self.edition.judged {
            return Some(self.here);
        }
        self.other_edition.judged.then_some(self.there)
    }

    /// A finding about both editions in `reported_in`, one of them: at its own place, with its own message, and with the place across
    /// as label.
    pub(crate) fn finding(&self, reported_in: EditionId, here: PlacedMessage, there: PlacedMessage) -> Finding {
        let is_here = reported_in == self.here;
        let (own, across, beside) = if is_here { (here, there, self.there) } else { (there, here, self.here) };
        Finding::at(own.0, own.1).label(beside, across.0, across.2).in_edition(reported_in)
    }

    /// Whether summaries are wanted as single findings.
    pub(crate) fn expands(&self) -> bool {
        self.expand
    }

    /// Whether so little is matched that only summaries are worth reading.
    pub(crate) fn is_drifted(&self) -> bool {
        let share = self.alignment.matched_share() < DRIFTED;
        !self.expand && (share || self.alignment.lone_entries(self.side).nth(DRIFTED_ENTRIES).is_some())
    }

    /// Whether what is missing is not reported at all: a change need not keep editions in step that are not.
    pub(crate) fn is_left_alone(&self) -> bool {
        self.of_change && self.is_drifted()
    }

    /// Whether `count` findings of a kind in one section are to be one.
    pub(crate) fn is_summarised(&self, count: usize) -> bool {
        !self.expand && (count > SUMMARISED || (count > 1 && self.is_drifted()))
    }

    /// The same two editions, the other way round.
    #[must_use]
    pub(crate) fn reversed(&self) -> Self {
        Self {
            here: self.there,
            document: self.other,
            edition: self.other_edition,
            there: self.here,
            other: self.document,
            other_edition: self.edition,
            side: self.side.other(),
            ..*self
        }
    }

    /// What became, here, of an entry that is there.
    pub(crate) fn partner_state(&self, entry: EntryId) -> Partner {
        self.alignment.entry(self.side, entry)
    }

    /// The entry here that stands for `entry` there.
    pub(crate) fn partner(&self, entry: EntryId) -> Option<EntryId> {
        self.alignment.partner(self.side, entry)
    }

    /// The section here for what is in `section` there: its partner, the one that its broken heading is in, or the one that its
    /// entries went to.
    pub(crate) fn section_for(&self, section: SectionId) -> Option<SectionId> {
        let own = self.alignment.section(self.side, section).or_else(|| self.alignment.holder(self.side, section));
        own.or_else(|| self.merged_into(section))
    }

    /// The section `section` there and all sections in it.
    pub(crate) fn sections_in(&self, section: SectionId) -> impl Iterator<Item = (SectionId, &'a Section)> + use<'a> {
        let from = self.other.sections().get(section.0 as usize..).unwrap_or(&[]);
        let sections = from.iter().zip(section.0..).map(|(section, id)| (SectionId(id), section));
        let end = self.other.section(section).map_or(0, |section| section.span.end);
        sections.take_while(move |(_, section)| section.span.end <= end)
    }

    /// Whether no section here stands for `section` there.
    pub(crate) fn is_alone(&self, section: SectionId) -> bool {
        self.alignment.section(self.side, section).is_none() && !self.alignment.is_unmarked(self.side, section)
    }

    /// The section here that has more than half of the entries of `section`, which has no partner; a quarter where it stands
    /// for the section around that.
    pub(crate) fn merged_into(&self, section: SectionId) -> Option<SectionId> {
        if !self.is_alone(section) {
            return None;
        }
        let mut homes: BTreeMap<SectionId, usize> = BTreeMap::new();
        let entries = entry_ids(self.other.section(section)?);
        let counted = entries.clone().filter(|id| self.partner_state(*id) != Partner::Outside).count();
        for home in entries.filter_map(|id| self.document.entry(self.partner(id)?)?.section) {
            *homes.entry(home).or_default() += 1;
        }
        let flat = self.flat_home(section);
        let is_home = |(home, count): &(SectionId, usize)| {
            count * 2 > counted || (Some(*home) == flat && count * FLAT_SHARE >= counted)
        };
        homes.into_iter().find(is_home).map(|(home, _)| home)
    }

    /// The section here that stands for the one around `section` and has no subsections.
    fn flat_home(&self, section: SectionId) -> Option<SectionId> {
        let around = self.other.section(section)?.parent?;
        let home = self.alignment.section(self.side, around)?;
        let next = self.document.section(SectionId(home.0 + 1));
        next.is_none_or(|next| next.parent != Some(home)).then_some(home)
    }

    /// What is meant for one edition only, there.
    pub(crate) fn pragmas(&self) -> EditionPragmas {
        EditionPragmas::of(self.other)
    }

    /// How to keep something for the edition that has it: the comment's text.
    pub(crate) fn only_comment(&self) -> Option<String> {
        let language = self.other_edition.language.as_ref()?;
        Some(format!("<!-- curate {}-only -->", language.primary()))
    }
}

/// Reports what there is to report.
pub(crate) trait ReportSome {
    /// Reports `finding`, if any.
    fn report_some(&mut self, finding: Option<Finding>);
}

impl ReportSome for Sink<'_> {
    fn report_some(&mut self, finding: Option<Finding>) {
        if let Some(finding) = finding {
            self.report(finding);
        }
    }
}

/// The entries directly in a section.
pub(crate) fn entry_ids(section: &Section) -> impl Iterator<Item = EntryId> + Clone + use<> {
    (section.entries.0..section.entries.1).map(EntryId)
}
