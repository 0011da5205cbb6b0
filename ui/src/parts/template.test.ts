import { expect, test } from "vitest";
import { expand, variablesOf } from "./template";

// The examples of RFC 6570, sections 1.2 and 3.2, for values that are texts.
const values = {
  var: "value",
  hello: "Hello World!",
  path: "/foo/bar",
  empty: "",
  x: "1024",
  y: "768",
  semi: ";",
  half: "50%",
};

test.each([
  ["{var}", "value"],
  ["{hello}", "Hello%20World%21"],
  ["{half}", "50%25"],
  ["O{empty}X", "OX"],
  ["O{undef}X", "OX"],
  ["{x,y}", "1024,768"],
  ["{x,hello,y}", "1024,Hello%20World%21,768"],
  ["?{x,empty}", "?1024,"],
  ["{var:3}", "val"],
  ["{semi}", "%3B"],
  ["{+var}", "value"],
  ["{+hello}", "Hello%20World!"],
  ["{+path}/here", "/foo/bar/here"],
  ["{#x,hello,y}", "#1024,Hello%20World!,768"],
  ["{#path:6}/here", "#/foo/b/here"],
  ["X{.x,y}", "X.1024.768"],
  ["{/var,x}/here", "/value/1024/here"],
  ["{;x,y,empty}", ";x=1024;y=768;empty"],
  ["{?x,y,empty}", "?x=1024&y=768&empty="],
  ["?fixed=yes{&x}", "?fixed=yes&x=1024"],
  ["demo://{var}/no/{undef}", "demo://value/no/"],
])("%s becomes %s", (template, uri) => {
  expect(expand(template, values)).toBe(uri);
});

test("a value cannot leave its place", () => {
  expect(expand("notes://{day}/end", { day: "../../etc?x#y" })).toBe(
    "notes://..%2F..%2Fetc%3Fx%23y/end",
  );
});

test("variables are named once, in order", () => {
  expect(variablesOf("a://{day}/{hour:2}{?day,tag*}")).toEqual(["day", "hour", "tag"]);
  expect(variablesOf("a://b")).toEqual([]);
});
