//! Questions of a server in a terminal: shown in full, then asked field by field.

use std::io::IsTerminal;

use domain::elicitation::{Answer, Field, FieldKind, LinkRemark, Standing};
use domain::{Call, Cause, Door, Elicitation, Fault, FaultCode, Question};
use engine::ROUNDS_ALONE;
use engine::view::{CallState, CallView};
use serde_json::{Map, Number, Value};
use tokio::io::{BufReader, Stdin};

use crate::ask::{Asker, because, line, line_or_nothing};
use crate::screen::{complain, say, visible};

impl Asker<'_> {
    /// Has the person answer a question. Where nobody can be asked it is left: that is neither yes
    /// nor no.
    pub(crate) async fn at_question(
        &self,
        asked: &Elicitation,
        input: &mut BufReader<Stdin>,
    ) -> Result<(), Fault> {
        if !matches!(asked.standing(), Standing::Waiting) {
            return Ok(());
        }
        if self.sign_all || !std::io::stdin().is_terminal() {
            say("A question was left unanswered: there is nobody to ask.");
            return self.engine.answer_elicitation(asked.id, Answer::Cancel).await;
        }
        show_cause(&asked.cause);
        match &asked.question {
            Question::Form { message, fields, .. } => {
                say(&visible(message));
                self.at_form(asked, fields, input).await
            }
            Question::Url { message, link, .. } => {
                say(&visible(message));
                say(&format!("\n{}\n[host] {}", visible(&link.whole()), visible(&link.host)));
                for remark in &link.remarks {
                    say(&format!("[odd] {}", visible(&remark_words(remark))));
                }
                self.at_page(asked, input).await
            }
            Question::Unfit { .. } => Ok(()),
        }
    }

    async fn at_form(
        &self,
        asked: &Elicitation,
        fields: &[Field],
        input: &mut BufReader<Stdin>,
    ) -> Result<(), Fault> {
        loop {
            let Some(content) = fill(fields, input).await else {
                return self.engine.answer_elicitation(asked.id, Answer::Cancel).await;
            };
            let shown = serde_json::to_string_pretty(&content).unwrap_or_default();
            say(&format!("\nThis will be sent:\n{}\n", visible(&shown)));
            let answer = match choice("[s]end, [d]ecline, [l]eave, [a]gain:", "sdla", input).await {
                's' => Answer::Accept { content: Some(content) },
                'd' => Answer::Decline,
                'a' => continue,
                _ => Answer::Cancel,
            };
            match self.engine.answer_elicitation(asked.id, answer).await {
                Err(fault) if fault.code == FaultCode::Invalid => complain(&fault.message),
                outcome => return outcome,
            }
        }
    }

    async fn at_page(
        &self,
        asked: &Elicitation,
        input: &mut BufReader<Stdin>,
    ) -> Result<(), Fault> {
        say("It is not opened for you: copy the address if you want to visit it.");
        let answer = match choice("[v]isit, [d]ecline, [l]eave:", "vdl", input).await {
            'd' => Answer::Decline,
            'v' => {
                self.engine.visited_elicitation(asked.id).await?;
                if asked.cause.door == Door::Pushed {
                    return Ok(());
                }
                match choice("When you are done: [g]o on, or [l]eave:", "gl", input).await {
                    'g' => Answer::Accept { content: None },
                    _ => Answer::Cancel,
                }
            }
            _ => Answer::Cancel,
        };
        self.engine.answer_elicitation(asked.id, answer).await
    }

    /// Lets a call go on that pauses after many rounds, or ends it.
    pub(crate) async fn at_pause(
        &self,
        call: &CallView,
        input: &mut BufReader<Stdin>,
    ) -> Result<(), Fault> {
        let CallState::Running { paused: Some(rounds), .. } = call.state else { return Ok(()) };
        let goes_on = if self.sign_all || !std::io::stdin().is_terminal() {
            rounds < ROUNDS_ALONE
        } else {
            let name = visible(call.what.name());
            say(&format!("{name} asked {rounds} times in a row and wants to ask more."));
            choice("[g]o on, [e]nd the call:", "ge", input).await == 'g'
        };
        if goes_on {
            self.engine.go_on(call.id).await
        } else {
            self.engine.cancel_call(call.id).await
        }
    }
}

fn show_cause(cause: &Cause) {
    say(&format!("\n── {} asks you ──", visible(&cause.server_name)));
    match &cause.call {
        Some(Call { what, .. }) => say(&because(what)),
        None => say("although no call of yours was under way"),
    }
    say("");
}

fn remark_words(remark: &LinkRemark) -> String {
    match remark {
        LinkRemark::NotEncrypted => "the connection is not encrypted".to_owned(),
        LinkRemark::Userinfo => "a name stands before the host and may look like it".to_owned(),
        LinkRemark::Punycode { reads } => {
            format!("the host is in letters other than a to z and reads {reads}")
        }
        LinkRemark::MixedScripts { reads } => format!("{reads} mixes letters of several scripts"),
        LinkRemark::Number => "the host is a number".to_owned(),
        LinkRemark::Near => "the page is on this machine or in the local network".to_owned(),
        LinkRemark::Rewritten { as_sent } => format!("the server wrote it as {as_sent}"),
    }
}

/// Asks for each field; `None` at the end of input.
async fn fill(fields: &[Field], input: &mut BufReader<Stdin>) -> Option<Map<String, Value>> {
    let mut content = Map::new();
    for field in fields {
        loop {
            say(&describe(field));
            let typed = line(input).await?;
            match read(field, typed.trim()) {
                Ok(Some(value)) => {
                    content.insert(field.name.clone(), value);
                    break;
                }
                Ok(None) if field.required => say("This is needed."),
                Ok(None) => break,
                Err(why) => say(why),
            }
        }
    }
    Some(content)
}

fn describe(field: &Field) -> String {
    let title = visible(field.title.as_deref().unwrap_or(&field.name)).into_owned();
    let description = field.description.as_deref().map(|it| format!(": {}", visible(it)));
    let choices = match &field.kind {
        FieldKind::One { choices, .. } | FieldKind::Many { choices, .. } => {
            let listed = choices.iter().zip(1..).map(|(choice, number)| {
                let title = visible(choice.title.as_deref().unwrap_or(&choice.value)).into_owned();
                format!("\n  {number}  {title}")
            });
            listed.collect::<String>()
        }
        FieldKind::Text { .. } | FieldKind::Number { .. } | FieldKind::Boolean { .. } => {
            String::new()
        }
    };
    let how = match &field.kind {
        FieldKind::Text { .. } => "a text",
        FieldKind::Number { integer: true, .. } => "a whole number",
        FieldKind::Number { .. } => "a number",
        FieldKind::Boolean { .. } => "y or n",
        FieldKind::One { .. } => "a number of the list",
        FieldKind::Many { .. } => "numbers of the list, with commas between",
    };
    let empty = match field.kind.default() {
        Some(default) => format!("; empty for {}", visible(&default.to_string())),
        None if field.required => String::new(),
        None => "; may be empty".to_owned(),
    };
    format!("\n{title}{}{choices}\n({how}{empty})", description.unwrap_or_default())
}

/// What was typed as the field has it; nothing typed is its default, or nothing.
fn read(field: &Field, typed: &str) -> Result<Option<Value>, &'static str> {
    if typed.is_empty() {
        return Ok(field.kind.default());
    }
    let pick = |choices: &[domain::elicitation::Alternative], typed: &str| {
        let number = typed.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let picked = number.and_then(|at| choices.get(at));
        picked.map(|choice| Value::from(choice.value.clone())).ok_or("That is not in the list.")
    };
    Ok(Some(match &field.kind {
        FieldKind::Text { .. } => Value::from(typed),
        FieldKind::Number { .. } => {
            typed.parse::<Number>().map(Value::Number).map_err(|_| "That is not a number.")?
        }
        FieldKind::Boolean { .. } => match typed {
            "y" | "yes" => Value::Bool(true),
            "n" | "no" => Value::Bool(false),
            _ => return Err("Please answer with y or n."),
        },
        FieldKind::One { choices, .. } => pick(choices, typed)?,
        FieldKind::Many { choices, .. } => {
            let picked = typed.split(',').map(|one| pick(choices, one));
            Value::Array(picked.collect::<Result<_, _>>()?)
        }
    }))
}

/// Asks until the answer begins with one of these letters. At the end of input it is an `l`, which
/// agrees to nothing: nobody says yes by leaving.
async fn choice(words: &str, letters: &str, input: &mut BufReader<Stdin>) -> char {
    loop {
        say(words);
        let Some(typed) = line_or_nothing(input).await else { return 'l' };
        match typed.chars().next() {
            Some(letter) if letters.contains(letter) => return letter,
            Some(_) | None => say("Please answer with one of the letters."),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn field(kind: &Value) -> Field {
        let schema = json!({ "type": "object", "properties": { "it": kind } });
        domain::elicitation::fields(schema.as_object().unwrap()).unwrap().remove(0)
    }

    #[rstest]
    #[case(json!({ "type": "string" }), "a b", Ok(Some(json!("a b"))))]
    #[case(json!({ "type": "string" }), "", Ok(None))]
    #[case(json!({ "type": "string", "default": "x" }), "", Ok(Some(json!("x"))))]
    #[case(json!({ "type": "integer" }), "42", Ok(Some(json!(42))))]
    #[case(json!({ "type": "number" }), "0.5", Ok(Some(json!(0.5))))]
    #[case(json!({ "type": "number" }), "many", Err("That is not a number."))]
    #[case(json!({ "type": "boolean" }), "n", Ok(Some(json!(false))))]
    #[case(json!({ "type": "boolean" }), "maybe", Err("Please answer with y or n."))]
    #[case(json!({ "type": "string", "enum": ["a", "b"] }), "2", Ok(Some(json!("b"))))]
    #[case(json!({ "type": "string", "enum": ["a", "b"] }), "0", Err("That is not in the list."))]
    #[case(json!({ "type": "array", "items": { "enum": ["a", "b"] } }), "2, 1", Ok(Some(json!(["b", "a"]))))]
    fn what_is_typed_is_what_the_field_has(
        #[case] kind: Value,
        #[case] typed: &str,
        #[case] value: Result<Option<Value>, &'static str>,
    ) {
        assert_eq!(read(&field(&kind), typed), value);
    }
}
