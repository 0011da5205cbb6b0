//! What a program reads: the prompt as one text.

use domain::{Content, Fault, Prompt, Role};

use crate::losses::Loss;
use crate::request::{check, refuse, turns};

/// What a command to the program itself begins with, where command-line assistants look for one.
const COMMAND: char = '/';

/// The text that a prompt is for a program: a lone message of the user's as it is, anything else as a
/// script with the speakers' names.
pub(crate) fn text(prompt: &Prompt) -> Result<Vec<u8>, Fault> {
    check(prompt)?;
    let mut parts = Vec::new();
    if let Some(system) = &prompt.system {
        parts.push(("System", system.clone()));
    }
    for (role, blocks) in turns(prompt) {
        let texts = blocks.into_iter().map(block).collect::<Result<Vec<_>, _>>()?;
        let speaker = match role {
            Role::User => "User",
            Role::Assistant => "Assistant",
        };
        parts.push((speaker, texts.join("\n\n")));
    }
    if !is_script(prompt) {
        return Ok(parts.remove(0).1.into_bytes());
    }
    let parts: Vec<String> =
        parts.into_iter().map(|(speaker, text)| format!("{speaker}:\n{text}")).collect();
    Ok(parts.join("\n\n").into_bytes())
}

/// Whether more is said than one message of the user's; or one that an assistant would take for a
/// command, which it is not when a name stands before it.
fn is_script(prompt: &Prompt) -> bool {
    let turns = turns(prompt);
    let [(Role::User, blocks)] = turns.as_slice() else { return true };
    let begins = blocks.first().and_then(|block| block.as_text()).unwrap_or_default();
    prompt.system.is_some() || begins.trim_start().starts_with(COMMAND)
}

fn block(block: &Content) -> Result<&str, Fault> {
    let what = match block {
        Content::Text { text, .. } => return Ok(text),
        Content::Image { .. } => "a picture",
        Content::Audio { .. } => "a sound",
        Content::ToolUse { .. } => "a use of a tool",
        Content::ToolResult { .. } => "a result of a tool",
    };
    Err(refuse(format!(
        "The prompt holds {what}, which a program cannot take: it reads text. Remove it, or choose \
         another model."
    )))
}

/// What a program is not given of a prompt.
pub(crate) fn losses(prompt: &Prompt) -> Vec<Loss> {
    let all = [
        (true, Loss::MaxTokens),
        (prompt.temperature.is_some(), Loss::Temperature),
        (!prompt.stop_sequences.is_empty(), Loss::StopSequences { sent: 0 }),
        (!prompt.tools.is_empty(), Loss::Tools),
        (is_script(prompt), Loss::Script),
    ];
    all.into_iter().filter_map(|(lost, loss)| lost.then_some(loss)).collect()
}

#[cfg(test)]
mod tests {
    use domain::Message;
    use domain::content::Marks;

    use super::*;

    fn said(prompt: &Prompt) -> String {
        String::from_utf8(text(prompt).unwrap()).unwrap()
    }

    fn prompt(messages: Vec<Message>) -> Prompt {
        Prompt { messages, max_tokens: 10, ..Prompt::default() }
    }

    #[test]
    fn a_lone_message_is_given_as_it_is() {
        let prompt = prompt(vec![Message::text(Role::User, "  Hi\n")]);
        assert_eq!(said(&prompt), "  Hi\n");
        assert_eq!(losses(&prompt), [Loss::MaxTokens]);
    }

    #[test]
    fn a_conversation_is_a_script() {
        let mut prompt = prompt(vec![
            Message::text(Role::User, "Hi"),
            Message::text(Role::Assistant, "Hello"),
            Message::text(Role::User, "How are you?"),
        ]);
        prompt.system = Some("Be brief.".into());
        assert_eq!(
            said(&prompt),
            "System:\nBe brief.\n\nUser:\nHi\n\nAssistant:\nHello\n\nUser:\nHow are you?"
        );
        assert_eq!(losses(&prompt), [Loss::MaxTokens, Loss::Script]);
    }

    #[test]
    fn a_lone_message_is_no_command_to_the_program() {
        for words in ["/context", " \n/clear"] {
            let prompt = prompt(vec![Message::text(Role::User, words)]);
            assert_eq!(said(&prompt), format!("User:\n{words}"));
            assert_eq!(losses(&prompt), [Loss::MaxTokens, Loss::Script]);
        }
        assert_eq!(said(&prompt(vec![Message::text(Role::User, "a/b")])), "a/b");
    }

    #[test]
    fn what_is_no_text_is_refused_before_it_is_run() {
        let mut prompt = prompt(vec![Message::text(Role::User, "Look")]);
        let (data, mime_type) = ("AA==".into(), "image/png".into());
        let image = Content::Image { data, mime_type, marks: Marks::default() };
        prompt.messages[0].content.push(image);
        assert!(text(&prompt).unwrap_err().message.contains("a picture"));
    }
}
