//! Documents that wait for answers: asking many URLs takes long, and a parsed document takes fifteen times the memory of
//! its text.

use super::lint::load::{Work, parse};
use curate_document::Document;
use rayon::prelude::*;

/// Texts that are shorter, all together, are not worth parsing twice; in bytes.
const SMALL: usize = 2 << 20;

/// The texts of documents that were put aside.
pub struct Aside {
    /// By list and edition; `None` where nothing was.
    texts: Option<Vec<Vec<String>>>,
}

impl Aside {
    /// Puts the documents of `work` aside, where they are large. Until [`Aside::back`] they are empty.
    pub fn put(work: &mut Work) -> Self {
        let editions = work.lists.iter().flat_map(|prepared| &prepared.list.editions);
        let size: usize = editions.map(|edition| edition.document.source().len()).sum();
        if size < SMALL {
            return Self { texts: None };
        }
        let texts = |editions: &mut Vec<curate_document::Edition>| {
            editions.iter_mut().map(|edition| std::mem::take(&mut edition.document).into_source()).collect()
        };
        Self { texts: Some(work.lists.iter_mut().map(|prepared| texts(&mut prepared.list.editions)).collect()) }
    }

    /// Puts the documents back, parsed once more.
    pub fn back(self, work: &mut Work) {
        let all: Vec<(String, &mut Document)> = work
            .lists
            .iter_mut()
            .zip(self.texts.into_iter().flatten())
            .flat_map(|(prepared, texts)| prepared.list.editions.iter_mut().zip(texts))
            .map(|(edition, text)| (text, &mut edition.document))
            .collect();
        all.into_par_iter().for_each(|(text, document)| *document = parse(text));
    }
}
