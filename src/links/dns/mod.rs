//! Names to addresses, and which addresses may be dialled.

mod address_policy;
mod addresses;
pub(crate) mod host_name;
mod lookup;
mod resolver;

pub(crate) use crate::links::dns::address_policy::AddressPolicy;
pub(crate) use crate::links::dns::addresses::is_public;
pub(crate) use crate::links::dns::lookup::has_network;
pub(crate) use crate::links::dns::resolver::Resolver;
