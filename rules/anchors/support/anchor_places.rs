//! The documents and files that links with a fragment lead to, with their anchors.

use crate::anchors::support::anchor_index::AnchorIndex;
use crate::api::linked_file::LinkedFile;
use crate::api::rule::Context;
use curate_document::EditionId;
use curate_document::slug::HostStyle;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What stands before a fragment.
pub(crate) enum LinkedPage<'a> {
    /// Nothing: the document itself.
    Here,
    /// A relative path, as written.
    Path(Cow<'a, str>),
    /// A file of the own repository by its address on the web; its key in the facts.
    File(String),
}

/// Where an anchor is looked for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AnchorPlace {
    Here,
    Edition(EditionId),
    File(String),
}

/// The anchors of every place that was looked up, each indexed once.
pub(crate) struct AnchorPlaces<'a> {
    context: Context<'a>,
    indexes: BTreeMap<AnchorPlace, AnchorIndex>,
}

impl<'a> AnchorPlaces<'a> {
    /// No place yet.
    pub(crate) fn new(context: &Context<'a>) -> Self {
        Self { context: *context, indexes: BTreeMap::new() }
    }

    /// The style of the anchors of the document at hand, and of the files beside it.
    pub(crate) fn host_style(&self) -> HostStyle {
        self.context.document.host_style()
    }

    /// The place of `page`; `None` where its anchors are not known.
    pub(crate) fn find(&self, page: &LinkedPage<'_>) -> Option<AnchorPlace> {
        let here = self.context.list.edition(self.context.edition)?;
        let resolved = match page {
            LinkedPage::Here => return Some(AnchorPlace::Here),
            LinkedPage::Path(path) => self.context.facts.resolve(&here.path, path)?,
            LinkedPage::File(key) => key.clone(),
        };
        let edition = self.context.list.iter().find(|(_, edition)| edition.path == resolved);
        match edition {
            Some((id, _)) if id == self.context.edition => Some(AnchorPlace::Here),
            Some((id, _)) => Some(AnchorPlace::Edition(id)),
            None => Some(AnchorPlace::File(resolved)),
        }
    }

    /// The anchors of `place`; `None` where they are not known.
    pub(crate) fn index(&mut self, place: &AnchorPlace) -> Option<&AnchorIndex> {
        if !self.indexes.contains_key(place) {
            let index = match place {
                AnchorPlace::Here => AnchorIndex::of(self.context.document),
                AnchorPlace::Edition(id) => AnchorIndex::of(&self.context.list.edition(*id)?.document),
                AnchorPlace::File(path) => match self.context.facts.files.get(path)? {
                    LinkedFile::Markdown(anchors) => {
                        AnchorIndex::of_anchors(anchors.iter().map(String::as_str), self.host_style())
                    }
                    _ => return None,
                },
            };
            self.indexes.insert(place.clone(), index);
        }
        self.indexes.get(place)
    }
}
