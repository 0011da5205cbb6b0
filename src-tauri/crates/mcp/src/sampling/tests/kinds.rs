//! Every kind of block in every revision, in and out.

use domain::content::Marks;
use domain::{Message, Role};
use rstest::rstest;

use super::*;

/// What becomes of a kind of block on its way in.
#[derive(Debug, PartialEq)]
enum In {
    Taken,
    /// Taken, though the revision does not know it.
    Newer,
    Refused,
}

/// A conversation in which a block of this kind stands, as one block and beside another.
fn conversation(kind: &str, several: bool) -> Value {
    let text = json!({ "type": "text", "text": "hi" });
    let beside = |block: Value| if several { json!([text, block]) } else { block };
    let used = json!({ "type": "tool_use", "id": "u", "name": "look", "input": { "a": 1 } });
    let result = json!({ "type": "tool_result", "toolUseId": "u", "content": [text] });
    let picture = json!({ "type": "image", "data": PNG, "mimeType": "image/png" });
    let sound = json!({ "type": "audio", "data": WAV, "mimeType": "audio/wav" });
    match kind {
        "text" => json!([{ "role": "user", "content": beside(text.clone()) }]),
        "image" => json!([{ "role": "user", "content": beside(picture) }]),
        "audio" => json!([{ "role": "assistant", "content": beside(sound) }]),
        _ => json!([
            { "role": "assistant", "content": beside(used) },
            { "role": "user", "content": result },
        ]),
    }
}

#[rstest]
fn on_the_way_in(
    #[values("text", "image", "audio", "tools")] kind: &str,
    #[values(0, 1, 2, 3, 4)] revision: usize,
    #[values(false, true)] several: bool,
) {
    let revision = REVISIONS[revision];
    let expected = match kind {
        "tools" if revision < "2025-11-25" => In::Refused,
        "audio" if revision < "2025-03-26" => In::Newer,
        _ if several && revision < "2025-11-25" => In::Newer,
        _ => In::Taken,
    };
    let messages = conversation(kind, several);
    let params = minimal_with("messages", messages);
    let asked = match from_wire(&params, &terms(revision)) {
        Ok(asked) => asked,
        Err(unfit) => {
            assert_eq!(expected, In::Refused, "{unfit}");
            assert!(unfit.to_string().ends_with(&format!("is not part of revision {revision}")));
            return;
        }
    };
    assert_eq!(request(&asked.prompt), params, "nothing is lost");
    let newer = asked.oddities.iter().any(|oddity| matches!(oddity, Oddity::Newer { .. }));
    assert_eq!(newer, expected == In::Newer, "{:?}", asked.oddities);
    assert_ne!(expected, In::Refused);
}

#[rstest]
#[case("tools", json!([{ "name": "look", "inputSchema": {} }]))]
#[case("toolChoice", json!({ "mode": "auto" }))]
fn tools_are_taken_where_the_revision_has_them(
    #[case] field: &str,
    #[case] value: Value,
    #[values(0, 1, 2, 3, 4)] revision: usize,
) {
    let revision = REVISIONS[revision];
    let params = minimal_with(field, value);
    match from_wire(&params, &terms(revision)) {
        Ok(asked) => {
            assert!(revision >= "2025-11-25");
            assert_eq!(request(&asked.prompt), params);
        }
        Err(unfit) => assert_eq!(
            unfit.to_string(),
            format!("params.{field} is not part of revision {revision}")
        ),
    }
}

#[test]
fn messages_of_one_role_stay_apart() {
    let messages = json!([
        { "role": "user", "content": { "type": "text", "text": "a" } },
        { "role": "user", "content": { "type": "text", "text": "b" } },
    ]);
    let asked = read(&minimal_with("messages", messages)).unwrap();
    let expected = [Message::text(Role::User, "a"), Message::text(Role::User, "b")];
    assert_eq!(asked.prompt.messages, expected);
}

#[test]
fn marks_are_kept_as_they_are() {
    let annotations = json!({ "priority": 3, "audience": "nobody", "own": null });
    let block =
        json!({ "type": "text", "text": "a", "annotations": annotations, "_meta": { "k": null } });
    let asked = read(&saying(block)).unwrap();
    let meta = json!({ "k": null }).as_object().cloned();
    let marks = Marks { annotations: Some(annotations), meta };
    let expected = Content::Text { text: "a".into(), marks };
    assert_eq!(asked.prompt.messages[0].content, [expected]);
}
