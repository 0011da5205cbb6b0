//! What of a program another program of the same machine can reach: sockets on which it listens,
//! and what it answers to on the session bus.

use std::collections::BTreeSet;
use std::fs;

use crate::Outcome;
use crate::machine::Machine;

/// How the kernel marks a TCP socket that listens.
const TCP_LISTENS: &str = "0A";
/// How the kernel marks a Unix socket that accepts.
const UNIX_ACCEPTS: &str = "00010000";

/// The addresses on which these processes listen; a datagram socket that has an address counts.
pub fn listening(pids: &[i32]) -> Outcome<BTreeSet<String>> {
    let mut own = BTreeSet::new();
    for pid in pids {
        for entry in fs::read_dir(format!("/proc/{pid}/fd"))? {
            // One that was closed meanwhile has no target.
            let Ok(target) = fs::read_link(entry?.path()) else { continue };
            let target = target.to_string_lossy().into_owned();
            own.extend(
                target.strip_prefix("socket:[").map(|it| it.trim_end_matches(']').to_owned()),
            );
        }
    }
    let mut found = BTreeSet::new();
    for kind in ["tcp", "tcp6", "udp", "udp6"] {
        // local address, state and inode are columns 1, 3 and 9.
        for line in table(kind)? {
            let state = line.get(3).map(String::as_str);
            let listens = kind.starts_with("udp") || state == Some(TCP_LISTENS);
            if let (Some(address), Some(inode)) = (line.get(1), line.get(9))
                && listens
                && own.contains(inode)
            {
                let port = address.rsplit(':').next().unwrap_or_default();
                found.insert(format!("{kind} {}", u16::from_str_radix(port, 16)?));
            }
        }
    }
    // flags, inode and path are columns 3, 6 and 7.
    for line in table("unix")? {
        if let (Some(flags), Some(inode)) = (line.get(3), line.get(6))
            && flags == UNIX_ACCEPTS
            && own.contains(inode)
        {
            found.insert(format!("unix {}", line.get(7).map_or("without a name", String::as_str)));
        }
    }
    Ok(found)
}

/// The lines of one of the kernel's tables of sockets, in columns, without the heading.
fn table(kind: &str) -> Outcome<Vec<Vec<String>>> {
    let text = fs::read_to_string(format!("/proc/net/{kind}"))?;
    let columns = |line: &str| line.split_whitespace().map(ToOwned::to_owned).collect();
    Ok(text.lines().skip(1).map(columns).collect())
}

/// An object that a program shows on the session bus, and one of its interfaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spoken {
    /// The name of the connection.
    pub connection: String,
    /// The path of the object.
    pub object: String,
    /// The interface.
    pub interface: String,
}

/// Everything to which a process answers on the session bus, but for what every program answers.
pub fn spoken(machine: &Machine, pid: i32) -> Outcome<BTreeSet<Spoken>> {
    let names = ask_bus(machine, "ListNames", None)?;
    let mut found = BTreeSet::new();
    for name in names.split('\'').filter(|name| name.starts_with(':')) {
        // Who listed them was one of them, and is gone.
        let Ok(owner) = ask_bus(machine, "GetConnectionUnixProcessID", Some(name)) else {
            continue;
        };
        if owner.split([' ', ',']).any(|word| word == pid.to_string()) {
            walk(machine, name, "/", &mut found)?;
        }
    }
    Ok(found)
}

fn ask_bus(machine: &Machine, method: &str, argument: Option<&str>) -> Outcome<String> {
    let place = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
    talk(machine, place, &format!("org.freedesktop.DBus.{method}"), argument.as_slice())
}

/// Notes the interfaces of an object and of all below it, which are told with it or when asked.
fn walk(machine: &Machine, name: &str, object: &str, found: &mut BTreeSet<Spoken>) -> Outcome {
    let introspect = "org.freedesktop.DBus.Introspectable.Introspect";
    // A connection that only asks others answers nothing.
    let Ok(xml) = talk(machine, (name, object), introspect, &[]) else { return Ok(()) };
    let mut path = vec![object.trim_end_matches('/').to_owned()];
    for tag in xml.split('<').skip(1) {
        let here = path.last().cloned().unwrap_or_default();
        if let Some(interface) = attribute(tag, "interface name=\"")
            && !interface.starts_with("org.freedesktop.DBus.")
        {
            let (connection, interface) = (name.to_owned(), interface.to_owned());
            found.insert(Spoken { connection, object: here, interface });
        } else if let Some(child) = attribute(tag, "node name=\"") {
            let child = format!("{here}/{child}");
            if tag.contains("/>") {
                walk(machine, name, &child, found)?;
            } else {
                path.push(child);
            }
        } else if tag.starts_with("/node") {
            path.pop();
        }
    }
    Ok(())
}

/// The value that follows `begin` and ends with a quote.
fn attribute<'a>(tag: &'a str, begin: &str) -> Option<&'a str> {
    tag.strip_prefix(begin)?.split('"').next()
}

/// Calls a method of somebody on the session bus and gives the answer.
pub fn talk(
    machine: &Machine,
    (name, object): (&str, &str),
    method: &str,
    arguments: &[&str],
) -> Outcome<String> {
    let output = machine
        .command("gdbus")
        .args(["call", "--session", "--timeout", "1", "--dest", name, "--object-path", object])
        .args(["--method", method])
        .args(arguments)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
