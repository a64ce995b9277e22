//! A stand-in until branch `pure` lands.
#[derive(Clone,Debug,PartialEq,Eq,Hash,PartialOrd,Ord)] pub struct UrlKey(Box<str>);
impl UrlKey { pub fn of(d:&str)->Option<Self>{ d.starts_with("http").then(||Self(d.into())) } pub fn as_str(&self)->&str{&self.0} pub fn localised(&self)->UrlKey{self.clone()} }
pub fn is_same_except_language(a:&UrlKey,b:&UrlKey)->bool{a==b}
