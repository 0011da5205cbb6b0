//! A page that a server wants visited, taken apart so that its host cannot hide.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::{Host, Url};

use crate::network;

/// A page, as it would be opened. `before`, `host` and `after` together are the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Link {
    /// What stands before the host.
    pub before: String,
    /// Whom one would visit, and the port where one is named. International names are written
    /// in the letters that machines use (`xn--…`).
    pub host: String,
    /// What stands behind it.
    pub after: String,
    /// What to notice about it.
    pub remarks: Vec<LinkRemark>,
}

/// Something that a reader should notice about a page's address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LinkRemark {
    /// What is sent there can be read and changed on the way.
    NotEncrypted,
    /// A name, perhaps with a password, stands before the host and can look like it.
    Userinfo,
    /// The host is written in letters other than a to z. It may look like another one.
    Punycode {
        /// How it reads.
        reads: String,
    },
    /// One of the host's labels mixes the letters of several scripts, as names do not.
    MixedScripts {
        /// How it reads.
        reads: String,
    },
    /// The host is a number rather than a name.
    Number,
    /// The page is on this machine or in the local network.
    Near,
    /// The server wrote it in another way.
    Rewritten {
        /// How.
        as_sent: String,
    },
}

impl Link {
    /// Takes an address apart.
    ///
    /// # Errors
    /// Why it cannot be opened, as the rest of a sentence that begins with its name.
    pub fn read(as_sent: &str) -> Result<Self, &'static str> {
        let url = Url::parse(as_sent).map_err(|_| "is not a URL")?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("must begin with https:// or http://");
        }
        let name = url.host_str().ok_or("names no host")?;
        let whole = url.as_str();
        // In what the parser wrote, the host follows the name and password, or the scheme.
        let from = url[..url::Position::BeforeHost].len();
        let to = url[..url::Position::AfterPort].len();
        let (Some(before), Some(host), Some(after)) =
            (whole.get(..from), whole.get(from..to), whole.get(to..))
        else {
            return Err("is not a URL");
        };
        Ok(Self {
            before: before.to_owned(),
            host: host.to_owned(),
            after: after.to_owned(),
            remarks: remarks(&url, name, as_sent),
        })
    }

    /// The whole of it.
    pub fn whole(&self) -> String {
        format!("{}{}{}", self.before, self.host, self.after)
    }
}

fn remarks(url: &Url, name: &str, as_sent: &str) -> Vec<LinkRemark> {
    let mut remarks = Vec::new();
    if !url.username().is_empty() || url.password().is_some() {
        remarks.push(LinkRemark::Userinfo);
    }
    let (reads, _) = idna::domain_to_unicode(name);
    if name.split('.').any(|label| label.starts_with("xn--")) {
        let mixed = reads.split('.').any(mixes);
        remarks.push(LinkRemark::Punycode { reads: reads.clone() });
        if mixed {
            remarks.push(LinkRemark::MixedScripts { reads });
        }
    }
    match url.host() {
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => remarks.push(LinkRemark::Number),
        Some(Host::Domain(_)) | None => {}
    }
    let near = network::is_private(name);
    if near {
        remarks.push(LinkRemark::Near);
    }
    if url.scheme() == "http" && !network::is_loopback(name) {
        remarks.push(LinkRemark::NotEncrypted);
    }
    let plain = |text: &str| text.trim_end_matches('/').to_owned();
    if plain(url.as_str()) != plain(as_sent) {
        remarks.push(LinkRemark::Rewritten { as_sent: as_sent.to_owned() });
    }
    remarks
}

/// The scripts that host names are written in, as far as they can be told apart and mistaken for
/// one another. Source: the blocks of Unicode 16.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Indic,
    Thai,
    Georgian,
    Cherokee,
    /// Han, Kana, Hangul and Bopomofo: names mix these, and add Latin letters to them.
    EastAsian,
    Other,
}

fn script(c: char) -> Option<Script> {
    Some(match c {
        '0'..='9' | '-' => return None,
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' => {
            Script::Cyrillic
        }
        '\u{530}'..='\u{58f}' => Script::Armenian,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Script::Arabic,
        '\u{900}'..='\u{dff}' => Script::Indic,
        '\u{e00}'..='\u{e7f}' => Script::Thai,
        '\u{10a0}'..='\u{10ff}' => Script::Georgian,
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Script::Cherokee,
        '\u{1100}'..='\u{11ff}'
        | '\u{3005}'..='\u{30ff}'
        | '\u{3100}'..='\u{318f}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::EastAsian,
        _ => Script::Other,
    })
}

/// Whether a label mixes scripts in a way that names do not.
fn mixes(label: &str) -> bool {
    let found: Vec<Script> = label.chars().filter_map(script).collect();
    let Some(first) = found.iter().find(|script| **script != Script::Latin) else { return false };
    let with_latin = found.contains(&Script::Latin) && *first != Script::EastAsian;
    with_latin || found.iter().any(|script| *script != Script::Latin && script != first)
}
