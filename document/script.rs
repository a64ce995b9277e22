//! A stand-in until branch `pure` lands.
pub fn display_width(s:&str)->usize{s.chars().count()}
pub fn is_han(c:char)->bool{('\u{4e00}'..='\u{9fff}').contains(&c)}
pub fn is_kana(c:char)->bool{('\u{3040}'..='\u{30ff}').contains(&c)}
pub fn is_hangul(c:char)->bool{('\u{ac00}'..='\u{d7a3}').contains(&c)}
pub fn is_cjk_letter(c:char)->bool{is_han(c)||is_kana(c)||is_hangul(c)}
pub fn is_cjk_punctuation(c:char)->bool{('\u{3001}'..='\u{3011}').contains(&c)||('\u{ff01}'..='\u{ff0f}').contains(&c)||"：；？".contains(c)}
pub fn is_ambiguous_punctuation(c:char)->bool{"“”‘’…—".contains(c)}
pub fn is_latin_letter(c:char)->bool{c.is_ascii_alphabetic()}
pub fn is_emoji_like(c:char)->bool{c as u32 >= 0x1f300}
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub enum WritingSystem {Chinese, Japanese, Korean, Latin, Cyrillic, Greek, Arabic, Hebrew, Devanagari, Thai, Khmer, Other}
#[derive(Default)] pub struct LetterCounts{h:usize,k:usize,n:usize}
impl LetterCounts{ pub fn add(&mut self,t:&str){for c in t.chars(){ if is_kana(c){self.k+=1} if is_han(c){self.h+=1} if c.is_alphabetic(){self.n+=1}}} pub fn writing_system(&self)->Option<WritingSystem>{ if self.n==0 {None} else if self.k*20>=self.n {Some(WritingSystem::Japanese)} else if self.h*5>=self.n {Some(WritingSystem::Chinese)} else {Some(WritingSystem::Latin)}}}
