//! Settings of the command line over those of a file.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where nothing of a file is: what the command line says has no place in it.
const NOWHERE: Range<usize> = 0..0;

/// Whether `span` is that of a key which the command line sets: a key of a file is not empty.
pub(crate) fn is_of_command_line(span: &Range<usize>) -> bool {
    *span == NOWHERE
}

/// Sets in `table` what `settings` say: tables key by key, everything else as a whole.
pub(crate) fn set<'a>(table: &mut DeTable<'a>, settings: &DeTable<'a>) {
    for (key, value) in settings {
        let name: &str = key.get_ref();
        let old = table.remove(name);
        let value = match (old.map(Spanned::into_inner), value.get_ref()) {
            (Some(DeValue::Table(mut inner)), DeValue::Table(over)) => {
                set(&mut inner, over);
                DeValue::Table(inner)
            }
            (_, value) => without_places(value),
        };
        table.insert(Spanned::new(NOWHERE, key.get_ref().clone()), Spanned::new(NOWHERE, value));
    }
}

fn without_places<'a>(value: &DeValue<'a>) -> DeValue<'a> {
    match value {
        DeValue::Table(table) => {
            let mut new = DeTable::new();
            set(&mut new, table);
            DeValue::Table(new)
        }
        DeValue::Array(array) => {
            DeValue::Array(array.iter().map(|value| Spanned::new(NOWHERE, without_places(value.get_ref()))).collect())
        }
        value => value.clone(),
    }
}
