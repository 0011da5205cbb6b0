//! What a person does with Countersign, in the product's own words.

use serde_json::Value;
use thirtyfour::Key;

use crate::Outcome;
use crate::machine::Machine;
use crate::owned;
use crate::window::Window;

/// A person at the desk: a machine, and on it the open window.
pub struct Desk {
    /// The open window; it goes before the machine that it is on.
    pub window: Window,
    /// Where the app runs.
    pub machine: Machine,
}

/// Notes when something is pressed and when the dialog that it opens is painted. What a frame's
/// callback sees is painted when the next frame's is called.
const WATCH: &str = r#"
    const [done] = arguments;
    window.watched = new Promise((tell) => {
        let pressed = 0;
        const note = () => { pressed = performance.now(); };
        document.addEventListener("pointerdown", note, { capture: true, once: true });
        const observer = new MutationObserver(() => {
            if (!document.querySelector("[role=dialog]")) return;
            observer.disconnect();
            const painted = () => tell(performance.now() - pressed);
            requestAnimationFrame(() => requestAnimationFrame(painted));
        });
        observer.observe(document.body, { childList: true, subtree: true });
    });
    done();
"#;
/// Calls back with what [`WATCH`] noted.
const WATCHED: &str = "const [done] = arguments; window.watched.then(done);";

/// The size of the window in most journeys, in CSS pixels.
pub const USUAL: (u32, u32) = (1280, 820);
/// The smallest size that the window can have.
pub const SMALLEST: (u32, u32) = (900, 600);

/// Which protocol a server is spoken to with, as the settings name it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Whatever the server prefers.
    Automatic,
    /// Requests are pushed while a tool runs.
    Older,
}

impl Desk {
    /// Opens the app on a machine of its own.
    pub async fn open() -> Outcome<Self> {
        Self::open_on(Machine::start()?).await
    }

    /// Opens the app on this machine.
    pub async fn open_on(machine: Machine) -> Outcome<Self> {
        let window = Window::open(&machine).await?;
        window.resize(USUAL.0, USUAL.1).await?;
        Ok(Self { window, machine })
    }

    /// Goes to a screen: Requests, Servers, Models or History.
    pub async fn go(&self, screen: &str) -> Outcome {
        self.window.press(screen).await
    }

    /// Adds the demo server, spoken to in this way, and waits until it runs.
    pub async fn start_demo(&self, protocol: Protocol) -> Outcome {
        self.window.press("Start the demo server").await?;
        self.window.sees("newer protocol").await?;
        if protocol == Protocol::Older {
            self.window.press("Setup").await?;
            self.choose("Protocol", "Older").await?;
            self.window.press("Save and restart").await?;
            self.window.sees("older protocol").await?;
            self.window.press("Tools").await?;
        }
        Ok(())
    }

    /// Adds a program as the first server, reads what will be run, and waits until it runs and
    /// `speaks`: the older or the newer protocol.
    pub async fn add_program(&self, name: &str, line: &str, speaks: &str) -> Outcome {
        self.go("Servers").await?;
        self.window.press("Add your own…").await?;
        self.window.write("Command and arguments", line).await?;
        self.window.write("Name", name).await?;
        self.window.press("Continue…").await?;
        self.window.sees("Countersign will run this program with your rights").await?;
        self.wait_until_ready().await?;
        self.window.press("Save and start").await?;
        self.window.sees(speaks).await
    }

    /// Runs a tool of the chosen server and goes to the request that it makes.
    pub async fn run_tool(&self, title: &str, arguments: &[(&str, &str)]) -> Outcome {
        self.start_tool(title, arguments).await?;
        self.window.press("Go to the request").await?;
        self.wait_until_ready().await
    }

    /// Runs a tool of the chosen server.
    pub async fn start_tool(&self, title: &str, arguments: &[(&str, &str)]) -> Outcome {
        self.window.press(title).await?;
        for (label, text) in arguments {
            self.window.write(label, text).await?;
        }
        self.window.press("Run").await
    }

    /// Waits until the card takes decisions: it ignores them for a moment after it appeared.
    pub async fn wait_until_ready(&self) -> Outcome {
        self.window.finds("footer[data-ready=true]").await
    }

    /// Signs what is on the card with the button of this name.
    pub async fn sign(&self, button: &str) -> Outcome {
        self.wait_until_ready().await?;
        self.window.press(button).await
    }

    /// Refuses what is on the card, and says why.
    pub async fn refuse(&self, reason: &str) -> Outcome {
        self.wait_until_ready().await?;
        self.window.press("Refuse…").await?;
        self.window.write("Reason (the server is told)", reason).await?;
        self.window.press("Refuse").await
    }

    /// Decides to write the reply by hand, writes it, and waits until it can be signed.
    pub async fn answer_by_hand(&self, text: &str) -> Outcome {
        self.sign("Answer it myself").await?;
        self.window.sees("A reply for").await?;
        self.window.write("Reply", text).await?;
        self.wait_until_ready().await
    }

    /// Adds an account with a provider of `OpenAI`'s format and waits until it lists models.
    pub async fn add_account(&self, name: &str, address: &str, key: &str) -> Outcome {
        self.go("Models").await?;
        self.window.press("Add an account").await?;
        self.choose("Provider", "Any other, compatible with OpenAI").await?;
        self.window.write("Name", name).await?;
        self.window.write("Address", address).await?;
        self.window.write("Key", key).await?;
        self.window.press("Save and test").await?;
        self.window.sees("asked at").await
    }

    /// Has the account that is shown send a header along, and waits until it was tested anew.
    pub async fn add_header(&self, name: &str, value: &str) -> Outcome {
        self.window.press("Edit…").await?;
        self.window.press("Add a header").await?;
        self.window.write("Headers: Name", name).await?;
        self.window.write(&format!("Value {name}"), value).await?;
        self.window.press("Save and test").await?;
        self.window.sees(&format!("with the headers {name}")).await?;
        self.window.sees("asked at").await
    }

    /// Lets the server on the card use this model.
    pub async fn grant(&self, model: &str) -> Outcome {
        self.window.press(model).await?;
        self.window.press("Let it use this model").await?;
        self.window.wait_to_press("Sign and send").await
    }

    /// Opens the newest exchange of the history.
    pub async fn open_newest(&self, preview: &str) -> Outcome {
        self.go("History").await?;
        self.window.sees(preview).await?;
        self.window.press_in("[role=listbox]", 0).await?;
        self.window.wait_to_press("Server asked").await
    }

    /// Kills the demo server, as a crash would.
    pub fn kill_demo(&self) -> Outcome {
        let (pid, _) = self
            .machine
            .processes()
            .into_iter()
            .find(|(_, line)| line.contains("__demo-server"))
            .ok_or("the demo server does not run")?;
        owned::kill(pid);
        Ok(())
    }

    /// Presses a button that opens something, and gives the milliseconds from the press to the frame
    /// that shows it.
    pub async fn press_and_time(&self, button: &str) -> Outcome<Value> {
        self.window.execute(WATCH, Vec::new()).await?;
        self.window.press(button).await?;
        self.window.execute(WATCHED, Vec::new()).await
    }

    /// Takes pictures of the window in both themes.
    pub async fn picture(&self, name: &str) -> Outcome {
        self.window.picture(name).await
    }

    /// Signs with the key instead of the button.
    pub async fn sign_with_key(&self) -> Outcome {
        self.wait_until_ready().await?;
        self.window.keys(Key::Control + Key::Enter).await
    }

    async fn choose(&self, label: &str, option: &str) -> Outcome {
        self.window.press_labelled(label).await?;
        // By its name, as from a keyboard: a long list shows only a part of itself.
        self.window.finds("[role=listbox]:focus-within").await?;
        self.window.keys(option).await?;
        self.window.keys(Key::Enter).await
    }
}
