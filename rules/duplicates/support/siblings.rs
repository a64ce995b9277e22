//! Things of one family that one page presents: `Lamp1` and `Lamp2`, `Desk-7b-Light` and `Wall-20b-Light`.

use crate::duplicates::support::unrelated_titles::{page_address, share_letter_pair};
use crate::text::attribution::without_brackets;
use curate_document::normal_text::{letters, words};
use curate_document::script::is_cjk_letter;
use curate_document::{Document, Entry, Link, Span};
use std::collections::HashSet;

/// Two names of Chinese, Japanese or Korean share at least this many letters at one end.
const SHARED_LETTERS: usize = 2;
/// So few letters name nothing that a row may present.
const SHORTEST_NAME: usize = 2;

/// Whether the titles of `entry` and `earlier`, which lead to one page, are one name with different numbers, or have the end in common
/// and nothing else, while the address does not name one of them alone. An address that does was copied.
pub(crate) fn are_siblings(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let title = |entry: &Entry| entry.title.map(|title| without_brackets(document.text(title))).unwrap_or_default();
    let (own, other) = (title(entry), title(earlier));
    let Some(address) = page_address(document, entry) else { return false };
    let named = |title: &str| letters(&address).contains(&letters(title));
    if named(&own) != named(&other) {
        return false;
    }
    differ_in_numbers(&own, &other) || end_alike(&own, &other, &address) || share_an_end(&own, &other)
}

/// Whether two rows name different things in their first cells, and the link they share is a reference behind words of its cell, or
/// beside links of their own: that of who made both.
pub(crate) fn are_rows_about_others(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let name = |entry: &Entry| {
        let (cell, block) = document.children_of(entry.block).next().filter(|_| entry.row)?;
        let is_linked = document.link_of(entry).is_none_or(|link| link.block == cell);
        let name = letters(document.text(block.span));
        (!is_linked && name.contains(char::is_alphabetic)).then_some(name)
    };
    let (Some(own), Some(other)) = (name(entry), name(earlier)) else { return false };
    let is_own = |link: &Link| !document.links_of(earlier).iter().any(|other| other.url == link.url);
    let are_references = || is_reference(document, entry) && is_reference(document, earlier);
    own != other && (are_references() || document.links_of(entry).iter().any(|link| !link.image && is_own(link)))
}

/// Whether the link of a row only refers to something: words stand before it in its cell (`Discussion: https://…`), or its text is too
/// short for a name (`🚧 [pr](…)`).
fn is_reference(document: &Document, entry: &Entry) -> bool {
    let Some(link) = document.link_of(entry) else { return false };
    let Some(cell) = document.block(link.block).map(|cell| cell.span) else { return false };
    let before = document.text(Span::new(cell.start, link.span.start.max(cell.start)));
    before.contains(char::is_alphabetic) || letters(document.text(link.text)).chars().count() <= SHORTEST_NAME
}

/// Whether `entries` are rows with their link in one column, behind cells that name `least` different things or more: the runs of
/// a project on a scoreboard, the moves of a player.
pub(crate) fn are_on_scoreboard(document: &Document, entries: &[&Entry], least: usize) -> bool {
    let place = |entry: &&Entry| {
        let link = document.link_of(entry).filter(|_| entry.row)?;
        let mut cells = document.children_of(entry.block);
        let column = cells.position(|(cell, _)| cell == link.block)?;
        let before = document.children_of(entry.block).take(column);
        let name =
            before.map(|(_, cell)| letters(document.text(cell.span))).find(|name| name.contains(char::is_alphabetic));
        Some((document.block(entry.block)?.parent, column, name?))
    };
    let Some(places) = entries.iter().map(place).collect::<Option<Vec<_>>>() else { return false };
    let names: HashSet<&str> = places.iter().map(|(_, _, name)| &**name).collect();
    let mut pairs = places.windows(2);
    names.len() >= least && pairs.all(|pair| matches!(pair, [(a, b, _), (c, d, _)] if a == c && b == d))
}

/// Whether two names have the same letters and different numbers: `Lamp1`, `Lamp2`; `Lamp 1.5`, `Lamp 2`.
fn differ_in_numbers(own: &str, other: &str) -> bool {
    let (own, other) = (words(own).concat(), words(other).concat());
    let is_digit = |character: &char| character.is_numeric();
    let name = |title: &str| title.chars().filter(|character| !is_digit(character)).collect::<String>();
    let has_number = |title: &str| title.chars().any(|character| is_digit(&character));
    own != other && has_number(&own) && has_number(&other) && !name(&own).is_empty() && name(&own) == name(&other)
}

/// Whether two names in one piece, or with a number each, have the last word in common and none of those before: what stands before
/// says which of the family it is. Of other titles the last word may be the kind of thing (`the manual`, `another manual`).
fn end_alike(own: &str, other: &str, address: &str) -> bool {
    let is_one_piece = |title: &str| !title.trim().contains(char::is_whitespace);
    let (own_words, other_words) = (words(own), words(other));
    let shared = own_words.iter().rev().zip(other_words.iter().rev()).take_while(|(own, other)| own == other).count();
    let before = |words: &[String]| words.get(..words.len().saturating_sub(shared)).unwrap_or(&[]).to_vec();
    let (own_rest, other_rest) = (before(&own_words), before(&other_words));
    let has_number = |rest: &[String]| rest.iter().any(|word| word.contains(|letter: char| letter.is_ascii_digit()));
    let are_names = is_one_piece(own) && is_one_piece(other) || has_number(&own_rest) && has_number(&other_rest);
    let address = words(address);
    shared > 0
        && are_names
        && !own_rest.is_empty()
        && !other_rest.is_empty()
        && !own_rest.iter().any(|word| other_rest.contains(word))
        && !own_rest.iter().chain(&other_rest).any(|word| address.contains(word))
}

/// Whether two names in a script without spaces begin or end alike, and what is left of them has no two letters in common.
fn share_an_end(own: &str, other: &str) -> bool {
    let (own, other): (Vec<char>, Vec<char>) = (letters(own).chars().collect(), letters(other).chars().collect());
    if !own.iter().chain(&other).all(|character| is_cjk_letter(*character)) {
        return false;
    }
    let before = own.iter().zip(&other).take_while(|(own, other)| own == other).count();
    let longest = own.len().min(other.len()) - before;
    let behind = own.iter().rev().zip(other.iter().rev()).take(longest).take_while(|(own, other)| own == other).count();
    let rest = |name: &[char]| name.iter().skip(before).take(name.len() - before - behind).collect::<String>();
    let (own, other) = (rest(&own), rest(&other));
    before.max(behind) >= SHARED_LETTERS && !own.is_empty() && !other.is_empty() && !share_letter_pair(&own, &other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (own, other, expected) in [
            ("Lamp1", "Lamp2", true),
            ("Lamp 1.5", "Lamp 2", true),
            ("Lamp-7b", "Lamp-13b", true),
            ("灯具2", "灯具3", true),
            ("Lamp", "Lamp2", false),
            ("Lamp 2", "Lamp2", false),
            ("2014", "2015", false),
            ("Lamp1", "Light2", false),
        ] {
            assert_eq!(differ_in_numbers(own, other), expected, "{own} {other}");
        }
    }

    #[test]
    fn ends() {
        let address = "example.org /abs/2603.01353";
        for (own, other, expected) in [
            ("Desk3-14B-Ja-Fin", "wall-oss-20b-Ja-Fin", true),
            ("desk-lamp", "wall-lamp", true),
            ("The lamp manual", "Official manual", false),
            ("Desk-Lamp", "Lamp", false),
            ("abs-lamp", "wall-lamp", false),
        ] {
            assert_eq!(end_alike(own, other, address), expected, "{own} {other}");
        }
        for (own, other, expected) in [
            ("智能灯箱", "临时灯箱", true),
            ("灯具手册", "灯具价格", true),
            ("智能灯", "临时灯", false),
            ("灯具手册", "灯具手册大全", false),
            ("Lamp 手册", "Lamp 价格", false),
        ] {
            assert_eq!(share_an_end(own, other), expected, "{own} {other}");
        }
    }
}
