//! What a program writes, as it comes.

use domain::account::Output;

use super::run::Trouble;
use crate::draft::Draft;

/// The most bytes of an answer that are read: more than any model writes.
const MOST: usize = 16 << 20;

/// Reads what a program writes.
pub(super) struct Reading<'o> {
    output: &'o Output,
    /// Bytes that are no whole character yet, or all of a JSON.
    held: Vec<u8>,
    /// Line ends that are no part of the answer if nothing comes after them.
    ends: String,
    read: usize,
}

impl<'o> Reading<'o> {
    pub(super) fn new(output: &'o Output) -> Self {
        Self { output, held: Vec::new(), ends: String::new(), read: 0 }
    }

    /// Takes bytes as they come.
    pub(super) fn take(&mut self, bytes: &[u8], draft: &mut Draft<'_>) -> Result<(), Trouble> {
        self.read += bytes.len();
        if self.read > MOST {
            return Err(Trouble::TooLarge { most: MOST });
        }
        self.held.extend_from_slice(bytes);
        match self.output {
            Output::Text => self.pass(draft),
            Output::Json { .. } => Ok(()),
        }
    }

    /// Gives out the text that is whole.
    fn pass(&mut self, draft: &mut Draft<'_>) -> Result<(), Trouble> {
        let whole = match std::str::from_utf8(&self.held) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Err(Trouble::NotText),
        };
        let rest = self.held.split_off(whole);
        let whole = std::mem::replace(&mut self.held, rest);
        let text = String::from_utf8(whole).map_err(|_| Trouble::NotText)?;
        let text = std::mem::take(&mut self.ends) + &text;
        let kept = text.trim_end_matches(['\n', '\r']).len();
        draft.text(0, &text[..kept]);
        text[kept..].clone_into(&mut self.ends);
        Ok(())
    }

    /// Nothing more comes.
    pub(super) fn end(self, draft: &mut Draft<'_>) -> Result<(), Trouble> {
        match self.output {
            Output::Text if self.held.is_empty() => {}
            Output::Text => return Err(Trouble::NotText),
            Output::Json { at } => draft.text(0, &said_at(&self.held, at)?),
        }
        if draft.is_empty() && !draft.is_stopped() { Err(Trouble::Silent) } else { Ok(()) }
    }
}

fn said_at(bytes: &[u8], at: &str) -> Result<String, Trouble> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Trouble::Silent);
    }
    let value: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
    let text = value.as_ref().and_then(|value| value.pointer(at)?.as_str());
    text.map(str::to_owned).ok_or_else(|| Trouble::NotThere {
        at: at.to_owned(),
        raw: String::from_utf8_lossy(&bytes[..bytes.len().min(super::run::TAIL)]).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the answer is when the bytes come cut at these places.
    fn read(output: &Output, bytes: &[u8], cut: usize) -> Result<String, Trouble> {
        let mut draft = Draft::new("m", Vec::new(), &|_| {});
        let mut reading = Reading::new(output);
        let (one, two) = bytes.split_at(cut.min(bytes.len()));
        reading.take(one, &mut draft)?;
        reading.take(two, &mut draft)?;
        reading.end(&mut draft)?;
        draft.end();
        let reply = draft.into_reply(domain::StopReason::EndTurn);
        Ok(reply.content.iter().filter_map(domain::Content::as_text).collect())
    }

    proptest! {
        #[test]
        fn an_answer_is_the_same_wherever_it_is_cut(text in "[a\u{e9}\u{4e16}\u{1f600}\n]{1,20}b", cut in 0..80usize) {
            let answer = read(&Output::Text, format!("{text}\r\n").as_bytes(), cut);
            prop_assert_eq!(answer.unwrap(), text);
        }

        #[test]
        fn no_bytes_break_it(bytes: Vec<u8>, cut in 0..80usize) {
            let _ = read(&Output::Text, &bytes, cut);
            let _ = read(&Output::Json { at: "/a".into() }, &bytes, cut);
        }
    }

    #[test]
    fn the_text_at_a_place_in_json_is_the_answer() {
        let output = Output::Json { at: "/result".into() };
        assert_eq!(read(&output, br#"{"result":"Hi\n"}"#, 3).unwrap(), "Hi\n");
        let wrong = read(&output, br#"{"result":5}"#, 3);
        assert!(matches!(wrong, Err(Trouble::NotThere { .. })), "{wrong:?}");
        assert!(matches!(read(&output, b" \n", 1), Err(Trouble::Silent)));
    }

    #[test]
    fn half_a_character_at_the_end_is_no_text() {
        let half = read(&Output::Text, b"caf\xc3", 2);
        assert!(matches!(half, Err(Trouble::NotText)), "{half:?}");
    }
}
