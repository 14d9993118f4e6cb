//! stub
use crate::model::Pages;
pub(in crate::read) fn read(_bytes: &[u8]) -> Result<Pages, String> {
    Err(String::new())
}
