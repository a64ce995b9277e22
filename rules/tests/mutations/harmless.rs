//! Changes of one edition that are nobody's business but its own.

use super::donor::Donor;
use super::mutant::Mutant;
use super::pairs::Pair;
use curate_document::{Block, BlockKind, Language, LinkKind, Span, Target};

pub fn wrapped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let paragraphs = document.blocks().iter();
    let paragraphs = paragraphs.filter(|block| block.kind == BlockKind::Paragraph && block.parent.is_none());
    let wrap = |block: &Block| {
        let inlines = document.inlines().get(block.inlines.0 as usize..block.inlines.1 as usize)?;
        let texts = inlines.iter().filter(|inline| inline.kind == curate_document::InlineKind::Text);
        let long = texts.filter(|inline| inline.link.is_none()).max_by_key(|inline| inline.span.len())?;
        let text = document.text(long.span);
        let is_place = |(at, mark): &(usize, char)| {
            let before = text[..*at].chars().next_back().is_some_and(char::is_alphabetic);
            let after = text[at + mark.len_utf8()..].chars().next().is_some_and(char::is_alphabetic);
            (matches!(mark, ' ' | '，' | '、')) && before && after
        };
        let places: Vec<(usize, char)> = text.char_indices().filter(is_place).collect();
        let (at, mark) = *places.get(places.len() / 2)?;
        let (start, end) = (long.span.start + at, long.span.start + at + mark.len_utf8());
        let span = if mark == ' ' { Span::new(start, end) } else { Span::at(end) };
        Some(Mutant::new(side, span, "\n"))
    };
    paragraphs.filter_map(wrap).collect()
}

/// Two neighbours of one section without links, pictures and code: what they say in another order.
pub fn paragraphs_swapped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let top: Vec<&Block> = document.blocks().iter().filter(|block| block.parent.is_none()).collect();
    let is_plain = |block: &Block| {
        let text = document.text(block.span).trim();
        block.kind == BlockKind::Paragraph
            && !text.ends_with([':', '：'])
            && !text.contains(['[', '<', '`', '|'])
            && !text.contains("://")
    };
    let swap = |two: &[&Block]| {
        let [first, second] = two else { return None };
        let (one, next) = (pair.lines(side, first.span), pair.lines(side, second.span));
        let (text, following) = (document.text(one).trim_end(), document.text(next).trim_end());
        let are_neighbours = first.section == second.section && one.end <= next.start;
        let edits = vec![(one, format!("{following}\n")), (next, format!("{text}\n"))];
        (are_neighbours && is_plain(first) && is_plain(second)).then(|| Mutant::of(side, edits))
    };
    top.windows(2).filter_map(swap).collect()
}

/// The second half of a description: that one edition says more is its own business.
pub fn description_shortened(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let shorten = |entry: &curate_document::Entry| {
        let span = entry.description.filter(|_| !entry.html && !entry.row)?;
        let text = document.text(span);
        let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (middle, last) = (*letters.get(letters.len() / 2)?, *letters.last()?);
        let is_plain = !text.contains(['[', '<', '`', '*', '_', '(', '（', '"', '~', '\n']) && !text.contains("://");
        (is_plain && letters.len() >= 20)
            .then(|| Mutant::new(side, Span::new(span.start + middle, span.start + last), ""))
    };
    document.entries().iter().filter_map(shorten).collect()
}

pub fn rephrased(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let donor = Donor::of(document);
    let others = donor.runs.iter().cycle().skip(donor.runs.len() / 2);
    let pairs = donor.runs.iter().zip(others).filter(|(run, other)| run != other);
    pairs.map(|(run, other)| Mutant::new(side, *run, document.text(*other))).collect()
}

pub fn letters_swapped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let swap = |run: &Span| {
        let text = document.text(*run);
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let middle = letters.len() / 2;
        let mut windows = letters.windows(2).skip(middle);
        let window = windows.find(|two| two.iter().all(|(_, one)| one.is_alphabetic()) && two[0].1 != two[1].1)?;
        let (start, end) = (run.start + window[0].0, run.start + window[1].0 + window[1].1.len_utf8());
        Some(Mutant::new(side, Span::new(start, end), format!("{}{}", window[1].1, window[0].1)))
    };
    Donor::of(document).runs.iter().filter_map(swap).collect()
}

pub fn title_translated(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let mut donor = Donor::of(document);
    let is_kept = |link: &&curate_document::Link| {
        let title = document.text(link.text);
        let is_same = |across: &&curate_document::Link| across.key() == link.key() && other.text(across.text) == title;
        let is_words = title.split(' ').count() > 1 && title.chars().all(|c| c.is_alphabetic() || c == ' ');
        link.kind == LinkKind::Inline && !link.image && is_words && pair.links_like(0, link).iter().any(is_same)
    };
    let kept = document.links().iter().filter(|_| side == 1).filter(is_kept);
    kept.filter_map(|link| Some(Mutant::new(side, link.text, donor.words()?))).collect()
}

pub fn local_resource(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let mut donor = Donor::of(document);
    let country = match pair.tag().as_str() {
        "zh" => "cn",
        "ja" => "jp",
        "ko" => "kr",
        "el" => "gr",
        "cs" => "cz",
        "da" => "dk",
        "sv" => "se",
        "uk" => "ua",
        "pt" => "com.br",
        "vi" => "vn",
        "fa" => "ir",
        "he" => "co.il",
        // Of these the country is another one, or there are several.
        "hi" | "ar" | "id" | "kn" | "ta" | "te" | "ml" | "mr" | "bn" | "np" | "ne" | "si" | "km" | "sl" | "bs"
        | "ca" | "fil" => "",
        other => other,
    }
    .to_owned();
    let host = if country.is_empty() { format!("{}.lokal.example", pair.tag()) } else { format!("lokal.{country}") };
    let mut found = Vec::new();
    for (index, entry) in document.entries().iter().enumerate() {
        let is_item = !entry.row && !entry.glued && entry.depth == 0 && document.link_of(entry).is_some();
        let lines = pair.lines(side, entry.span);
        let item = document.text(lines);
        let is_dash = item.starts_with("- ") || item.starts_with("* ");
        if side == 0 || !is_item || !is_dash || !item.ends_with('\n') {
            continue;
        }
        let (Some(title), Some(description)) = (donor.words(), donor.words()) else { continue };
        let text = format!("{}[{title}](https://{host}/{index}) - {description}.\n", &item[..2]);
        found.push(Mutant::new(side, Span::at(lines.end), text));
    }
    found
}

pub fn blank_lines(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let top = document.blocks().iter().filter(|block| block.parent.is_none() && block.kind != BlockKind::Definition);
    let ends = top.map(|block| pair.lines(side, block.span).end);
    ends.filter(|end| document.source()[*end..].starts_with('\n'))
        .map(|end| Mutant::new(side, Span::at(end), "\n"))
        .collect()
}

pub fn cells_padded(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let pad = |row: &Block| {
        let text = document.text(row.span);
        let bars = text.match_indices(" | ").map(|(at, _)| (Span::at(row.span.start + at), "   ".to_owned()));
        let edits: Vec<(Span, String)> = bars.collect();
        (!edits.is_empty()).then_some(Mutant::of(side, edits))
    };
    document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Row { .. })).filter_map(pad).collect()
}

pub fn bullets(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let items_of = |list: &Block| -> Vec<(Span, String)> {
        let items = document.blocks().iter().filter(|block| {
            let parent = block.parent.and_then(|id| document.block(id));
            matches!(block.kind, BlockKind::Item { .. })
                && parent.is_some_and(|parent| parent.span == list.span && parent.kind == list.kind)
        });
        let dashes = items.filter(|item| document.text(item.span).starts_with('-'));
        dashes.map(|item| (Span::new(item.span.start, item.span.start + 1), "*".to_owned())).collect()
    };
    let is_list = |block: &&Block| block.kind == BlockKind::List { ordered: false } && block.parent.is_none();
    let lists = document.blocks().iter().filter(is_list).map(items_of).filter(|edits| !edits.is_empty());
    lists.map(|edits| Mutant::of(side, edits)).collect()
}

pub fn url_localised(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let links = document.links().iter().filter(|link| side == 1 && link.target == Target::Url);
    // A page in the language of the edition for the English one, or the other way round.
    let other_language = |segment: &str| {
        let named = Language::parse(segment).filter(|_| segment.len() == 2 || segment.contains('-'))?;
        let own = pair.tag();
        match named.primary() {
            "en" => Some(own),
            language if language == own => Some("en".to_owned()),
            _ => None,
        }
    };
    let localise = |link: &curate_document::Link| {
        let mut segments: Vec<String> = document.text(link.destination).split('/').map(str::to_owned).collect();
        let place = segments.iter().skip(3).position(|segment| other_language(segment).is_some())? + 3;
        segments[place] = other_language(&segments[place])?;
        Some(Mutant::new(side, link.destination, segments.join("/")))
    };
    links.filter_map(localise).collect()
}
