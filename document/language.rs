//! A stand-in until branch `pure` lands.
#[derive(Clone,Debug,PartialEq,Eq)] pub struct Language(String);
impl Language { pub fn parse(t:&str)->Option<Self>{Some(Self(t.to_lowercase()))} pub fn primary(&self)->&str{self.0.split('-').next().unwrap_or("")} pub fn english_name(&self)->&str{&self.0} }
impl std::fmt::Display for Language { fn fmt(&self,f:&mut std::fmt::Formatter<'_>)->std::fmt::Result{f.write_str(&self.0)} }
#[derive(Clone,Debug,PartialEq,Eq)] pub struct EditionName {pub folder:String,pub stem:String,pub language:Option<Language>}
pub fn edition_name(_path:&str)->Option<EditionName>{None}
pub fn is_candidate_pair(_a:&EditionName,_b:&EditionName)->bool{false}
