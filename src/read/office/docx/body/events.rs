//! What each element of the text does.

use super::{Body, Open, Paragraph, Run};
use crate::read::office::xml::{Element, Handler, Next};

impl Handler for Body<'_> {
    fn start(&mut self, element: &Element<'_>) -> Next {
        match element.name {
            // What was, what is deleted, what is not text.
            "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange" | "tcPrChange" | "trPrChange"
            | "delText" | "tabs" | "tblGrid" | "tblPr" | "sdtEndPr" | "rt" | "fldData" => return Next::Over,
            "del" | "moveFrom" => {
                if element.parent == "trPr"
                    && let Some(row) = self.rows.last_mut()
                {
                    row.left_out = true;
                }
                self.property_of_end(element);
                return Next::Over;
            }
            "document" | "hdr" | "ftr" | "footnotes" | "endnotes" => self.is_text = true,
            "p" => {
                let carried = if self.open.is_empty() { self.carried.take() } else { None };
                self.open.push(Paragraph { draft: carried.unwrap_or_default(), ..Paragraph::default() });
            }
            "r" => self.runs.push(Run::default()),
            "rPr" if element.parent == "pPr" => self.at_end = true,
            "rPr" if element.parent != "r" => return Next::Over,
            "footnote" | "endnote" if element.parent.ends_with("notes") => return self.open_note(element),
            "tbl" => self.out.open_table(),
            "tr" => self.rows.push(Open::default()),
            "tc" => {
                self.cells.push(Open::default());
                self.out.open_cell();
            }
            "vMerge" => {
                let goes_on = element.val().is_none_or(|v| v == "continue");
                if let Some(cell) = self.cells.last_mut() {
                    cell.left_out = goes_on;
                }
            }
            "sdt" => self.controls.push(false),
            // A table of contents, or a text that asks the writer for one.
            "docPartGallery" | "showingPlcHdr" => {
                let contents = element.val().is_some_and(|v| v == "Table of Contents");
                if let Some(control) = self.controls.last_mut() {
                    *control |= contents || (element.name == "showingPlcHdr" && element.is_on());
                }
            }
            "sdtContent" if self.controls.last() == Some(&true) => return Next::Over,
            "AlternateContent" => self.alternatives.push(self.written),
            // The same in an older form, for programs that do not know the newer.
            "Fallback" if self.alternatives.last().is_some_and(|before| self.written > *before) => {
                return Next::Over;
            }
            "fldSimple" => self.instruction(&element.get("instr").unwrap_or_default()),
            "sectPr" | "headerReference" | "footerReference" | "titlePg" => self.section.take(element),
            _ if matches!(element.parent, "rPr" | "pPr" | "numPr") => self.property(element),
            _ => self.sign(element),
        }
        Next::Into
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => {
                self.runs.pop();
            }
            "rPr" => self.at_end = false,
            "footnote" | "endnote" => {
                if let Some(id) = self.note.take() {
                    let words = self.out.close_note();
                    self.notes.insert(id, words);
                }
            }
            "tbl" => self.out.close_table(),
            "tr" => {
                let row = self.rows.pop().unwrap_or_default();
                self.out.close_row(!row.left_out);
            }
            "tc" => {
                let cell = self.cells.pop().unwrap_or_default();
                self.out.close_cell(!cell.left_out, 1);
            }
            "sdt" => {
                self.controls.pop();
            }
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "sectPr" => self.section.end(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, inside: &str) {
        match inside {
            "t" => self.write(&text.replace(['\n', '\r'], " ")),
            "instrText" => self.instruction(text),
            _ => {}
        }
    }
}
