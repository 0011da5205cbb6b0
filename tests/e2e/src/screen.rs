//! What a person sees and does in any window: press what is named so, read, write, look.
//!
//! Things are found by role and name, as a screen reader finds them, and acted on with the real
//! pointer and the real keyboard of `WebDriver`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{By, Key, WebElement};

use crate::Outcome;
use crate::window::{PATIENCE, PULSE, Window, target};

/// Finds what can be pressed under a name, or what can be written into under a label. What lies
/// behind a dialog, is hidden or disabled does not count.
const FIND: &str = include_str!("screen/find.js");

/// More stops than any screen has for the Tab key.
const TABS: usize = 60;

/// What is looked for.
#[derive(Clone, Copy)]
enum Kind {
    /// Buttons, links, tabs, menu items, options, check boxes.
    Pressable,
    /// Buttons that open a list of choices, by the label above them.
    Choice,
    /// Fields and editors.
    Writable,
    /// Anything with this text in it, innermost.
    Text,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Pressable => "pressable",
            Self::Choice => "choice",
            Self::Writable => "writable",
            Self::Text => "text",
        }
    }
}

impl Window {
    /// Presses what has this name, once it is there and can be pressed.
    pub async fn press(&self, name: &str) -> Outcome {
        self.click(Kind::Pressable, name).await
    }

    /// Presses the button that stands under this label, as the one of a list of choices does.
    pub async fn press_labelled(&self, label: &str) -> Outcome {
        self.click(Kind::Choice, label).await
    }

    /// Presses the entry at this place, counted from 0, of a list.
    pub async fn press_in(&self, list: &str, at: usize) -> Outcome {
        self.finds(&format!("{list} [role=option]")).await?;
        let entries = self.driver().find_all(By::Css(format!("{list} [role=option]"))).await?;
        Ok(entries.get(at).ok_or("the list is too short")?.click().await?)
    }

    /// Waits until the page has something that fits this CSS selector.
    pub async fn finds(&self, selector: &str) -> Outcome {
        let started = Instant::now();
        while self.driver().find_all(By::Css(selector)).await?.is_empty() {
            if started.elapsed() > PATIENCE {
                return self.fail(&format!("nothing fits {selector}")).await;
            }
            tokio::time::sleep(PULSE).await;
        }
        Ok(())
    }

    /// Whether something with this name can be pressed right now.
    pub async fn offers(&self, name: &str) -> Outcome<bool> {
        Ok(self.find(Kind::Pressable, name).await?.is_some())
    }

    /// Waits until something with this name can be pressed.
    pub async fn wait_to_press(&self, name: &str) -> Outcome {
        self.wait_for(Kind::Pressable, name).await.map(|_| ())
    }

    /// Waits until this text is to be seen.
    pub async fn sees(&self, text: &str) -> Outcome {
        self.wait_for(Kind::Text, text).await.map(|_| ())
    }

    /// Whether this text is to be seen right now.
    pub async fn shows(&self, text: &str) -> Outcome<bool> {
        Ok(self.find(Kind::Text, text).await?.is_some())
    }

    /// Waits until this text is no longer to be seen.
    pub async fn sees_no(&self, text: &str) -> Outcome {
        let started = Instant::now();
        while self.shows(text).await? {
            if started.elapsed() > PATIENCE {
                return self.fail(&format!("“{text}” did not go away")).await;
            }
            tokio::time::sleep(PULSE).await;
        }
        Ok(())
    }

    /// Types over everything in the field or editor of this label.
    pub async fn write(&self, label: &str, text: &str) -> Outcome {
        self.click(Kind::Writable, label).await?;
        self.driver().active_element().await?.send_keys(Key::Control + "a").await?;
        let keys = if text.is_empty() { String::from(Key::Backspace.value()) } else { text.into() };
        Ok(self.driver().active_element().await?.send_keys(keys).await?)
    }

    /// The text in the field or editor of this label.
    pub async fn text_in(&self, label: &str) -> Outcome<String> {
        let field = self.wait_for(Kind::Writable, label).await?;
        let script = r#"
            const field = arguments[0];
            const lines = [...field.querySelectorAll(":scope > .cm-line")];
            return lines.length ? lines.map((line) => line.textContent).join("\n") : field.value;
        "#;
        let found = self.driver().execute(script, vec![field.to_json()?]).await?;
        Ok(found.json().as_str().unwrap_or_default().to_owned())
    }

    /// Selects everything in the editor of this label and gives what a copy of it would hold: the whole
    /// text, where the page draws only what is in sight.
    pub async fn copy_from(&self, label: &str) -> Outcome<String> {
        self.click(Kind::Writable, label).await?;
        self.keys(Key::Control + "a").await?;
        let script = r#"
            const [done] = arguments;
            const clipboardData = new DataTransfer();
            const copy = { clipboardData, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("copy", copy));
            done(clipboardData.getData("text/plain"));
        "#;
        let text = self.execute(script, Vec::new()).await?;
        Ok(text.as_str().ok_or("nothing was copied")?.to_owned())
    }

    /// Pastes a text over everything in the editor of this label.
    pub async fn paste(&self, label: &str, text: &str) -> Outcome {
        self.click(Kind::Writable, label).await?;
        self.keys(Key::Control + "a").await?;
        let script = r#"
            const [text, done] = arguments;
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const paste = { clipboardData, bubbles: true, cancelable: true };
            done(document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste)));
        "#;
        self.execute(script, vec![json!(text)]).await.map(drop)
    }

    /// Presses keys, for example `Key::Control + Key::Enter`, wherever the focus is.
    pub async fn keys(&self, keys: impl Into<thirtyfour::TypingData>) -> Outcome {
        Ok(self.driver().active_element().await?.send_keys(keys).await?)
    }

    /// Moves the focus with the Tab key until it is on what has this name.
    pub async fn tab_to(&self, name: &str) -> Outcome {
        let wanted = self.wait_for(Kind::Pressable, name).await?.to_json()?;
        let script = "return document.activeElement === arguments[0]";
        for _ in 0..TABS {
            if self.driver().execute(script, vec![wanted.clone()]).await?.json() == true {
                return Ok(());
            }
            self.keys(Key::Tab).await?;
        }
        self.fail(&format!("Tab does not lead to “{name}”")).await
    }

    /// Whether the page is wider than the window.
    pub async fn scrolls_sideways(&self) -> Outcome<bool> {
        let script = "return document.documentElement.scrollWidth > innerWidth";
        Ok(self.driver().execute(script, Vec::new()).await?.json() == true)
    }

    /// Runs a script in the page; its last argument is the function that it calls with its result.
    pub async fn execute(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.driver().execute_async(script, arguments).await?.json().clone())
    }

    /// Asks the app what the page itself may ask it.
    pub async fn call(&self, command: &str, arguments: Value) -> Outcome<Value> {
        let script = r"
            const [command, args, done] = arguments;
            const said = window.__TAURI_INTERNALS__.invoke(command, args);
            said.then((result) => done({ result }), (fault) => done({ fault }));
        ";
        let said = self.execute(script, vec![json!(command), arguments]).await?;
        match said.get("result") {
            Some(result) => Ok(result.clone()),
            None => Err(format!("{command}: {said}").into()),
        }
    }

    /// Everything that can be read in the window.
    pub async fn text(&self) -> Outcome<String> {
        let found = self.driver().execute("return document.body.innerText", Vec::new()).await?;
        Ok(found.json().as_str().unwrap_or_default().to_owned())
    }

    /// Takes a picture in both themes: `target/screenshots/<name>-<theme>.png`.
    pub async fn picture(&self, name: &str) -> Outcome {
        let folder = pictures();
        fs::create_dir_all(&folder)?;
        for theme in ["dark", "light"] {
            // Two frames later the new colours are painted; transitions would still be on their way.
            let script = r"
                const done = arguments[1];
                document.documentElement.dataset.theme = arguments[0];
                for (const moving of document.getAnimations()) {
                    if (moving instanceof CSSTransition) moving.finish();
                }
                requestAnimationFrame(() => requestAnimationFrame(done));
            ";
            self.driver().execute_async(script, vec![json!(theme)]).await?;
            self.shoot(&folder.join(format!("{name}-{theme}.png"))).await?;
        }
        Ok(())
    }

    /// Takes the picture. The driver takes it with the next frame that is painted, and waits for ever
    /// where a page at rest paints none; so a pixel that nobody sees changes in each.
    async fn shoot(&self, path: &Path) -> Outcome {
        let script = r#"
            const dot = document.createElement("i");
            dot.id = "dot";
            dot.style = "position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; z-index: 9999";
            document.body.append(dot);
            let odd = false;
            const change = () => {
                odd = !odd;
                dot.style.background = odd ? "rgb(128 128 128 / 2%)" : "rgb(128 128 128 / 4%)";
                if (dot.isConnected) requestAnimationFrame(change);
            };
            requestAnimationFrame(change);
        "#;
        self.driver().execute(script, Vec::new()).await?;
        let shot = self.driver().screenshot(path).await;
        self.driver().execute("document.getElementById('dot').remove()", Vec::new()).await?;
        Ok(shot?)
    }

    /// Clicks what is found; once more if it was redrawn or covered in between.
    async fn click(&self, kind: Kind, name: &str) -> Outcome {
        let started = Instant::now();
        loop {
            let found = self.wait_for(kind, name).await?;
            match found.click().await {
                Err(error) if is_passing(&error) && started.elapsed() < PATIENCE => {
                    // The driver scrolls the page, and not what scrolls in it. Gone is tried again.
                    let script = "arguments[0].scrollIntoView({ block: 'center' })";
                    let _ = self.driver().execute(script, vec![found.to_json()?]).await;
                    tokio::time::sleep(PULSE).await;
                }
                clicked => return Ok(clicked?),
            }
        }
    }

    async fn wait_for(&self, kind: Kind, name: &str) -> Outcome<WebElement> {
        let started = Instant::now();
        loop {
            if let Some(found) = self.find(kind, name).await? {
                return Ok(found);
            }
            if started.elapsed() > PATIENCE {
                return self.fail(&format!("there is no {} “{name}”", kind.name())).await;
            }
            tokio::time::sleep(PULSE).await;
        }
    }

    async fn find(&self, kind: Kind, name: &str) -> Outcome<Option<WebElement>> {
        let found = self.driver().execute(FIND, vec![json!(kind.name()), json!(name)]).await;
        if found.as_ref().is_err_and(is_passing) {
            return Ok(None);
        }
        let found = found?;
        if found.json().is_null() { Ok(None) } else { Ok(Some(found.element()?)) }
    }

    /// Fails with what the window showed, and leaves a picture of it.
    async fn fail<T>(&self, what: &str) -> Outcome<T> {
        let picture = pictures().join("failed.png");
        fs::create_dir_all(pictures())?;
        self.shoot(&picture).await?;
        let shown = self.text().await?;
        Err(format!("{what}. See {}. The window shows:\n{shown}", picture.display()).into())
    }
}

/// Whether an error says only that the page changed under the hand.
fn is_passing(error: &WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::NoSuchElement(_)
            | WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
    )
}

fn pictures() -> PathBuf {
    target().join("screenshots")
}
