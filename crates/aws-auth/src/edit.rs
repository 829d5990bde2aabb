//! Edits of the text: how a change of one value or one line becomes a change of the file.

mod add_role;
pub(crate) mod items;
pub(crate) mod lift;
pub(crate) mod move_entry;
pub(crate) mod write;

pub use self::add_role::add_role_entry;
