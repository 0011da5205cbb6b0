//! Writing to the terminal. Text of servers and models is shown with every control character made
//! visible, so that it can neither hide itself nor move the cursor.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

/// A line on standard error.
pub(crate) fn say(line: &str) {
    // A terminal that is gone cannot be told so.
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// An error on standard error.
pub(crate) fn complain(line: &str) {
    say(&format!("countersign: {}", visible(line)));
}

/// A line on standard output.
pub(crate) fn put(line: &str) {
    drop(writeln!(std::io::stdout().lock(), "{line}"));
}

/// Text with control characters, invisible characters and direction marks written as `U+…`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if hidden(character) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

fn hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{fe00}'..='\u{fe0e}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::visible;

    #[rstest]
    #[case::plain("xin chào\n\t世界", "xin chào\n\t世界")]
    #[case::escape("a\u{1b}[2Jb", "a⟨U+001B⟩[2Jb")]
    #[case::carriage_return("safe\rrm", "safe⟨U+000D⟩rm")]
    #[case::zero_width("a\u{200b}b", "a⟨U+200B⟩b")]
    #[case::direction("a\u{202e}b", "a⟨U+202E⟩b")]
    #[case::tag("a\u{e0041}", "a⟨U+E0041⟩")]
    fn nothing_hides(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(visible(text), shown);
    }
}
