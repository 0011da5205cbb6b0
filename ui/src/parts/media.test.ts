import { expect, test } from "vitest";
import { CHART, TONE } from "../test/media";
import { pictureType, plainType, sizeOf, soundType, typeOfFile } from "./media";

const base64 = (...bytes: number[]) =>
  btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""));
const bytesOf = (text: string) => [...text].map((character) => character.charCodeAt(0));

test.each([
  ["image/png", "image/png"],
  ["IMAGE/PNG; charset=binary", "image/png"],
  ["image/jpg", "image/jpeg"],
  ["image/svg+xml", undefined],
  ["text/html", undefined],
  ["image/png+xml", undefined],
  ["", undefined],
])("of %j, what may be drawn is %j", (type, expected) => {
  expect(pictureType(type)).toBe(expected);
});

test.each([
  ["audio/mp3", "audio/mpeg"],
  ["audio/wave", "audio/wav"],
  ["audio/midi", undefined],
  ["video/mp4", undefined],
])("of %j, what may be played is %j", (type, expected) => {
  expect(soundType(type)).toBe(expected);
});

test("a type is known without its parameters", () => {
  expect(plainType(" Audio/OGG;codecs=opus")).toBe("audio/ogg");
});

const JPEG = [
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
  ...[0xff, 0xc4, 0, 3, 0],
  ...[0xff, 0xc2, 0, 11, 8, 0x01, 0x02, 0x03, 0x04, 1],
];
const webp = (kind: string, ...rest: number[]) =>
  base64(...bytesOf("RIFF"), 0, 0, 0, 0, ...bytesOf(`WEBP${kind}`), 0, 0, 0, 0, ...rest);

test.each([
  ["png", CHART, "image/png", { width: 480, height: 270 }],
  ["gif", base64(...bytesOf("GIF89a"), 2, 1, 3, 0), "image/gif", { width: 258, height: 3 }],
  ["jpeg", base64(...JPEG), "image/jpeg", { width: 0x0304, height: 0x0102 }],
  [
    "jpeg, a photo with much before it",
    base64(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xfe, ...Array(65_532).fill(0), ...JPEG.slice(2)),
    "image/jpeg",
    { width: 0x0304, height: 0x0102 },
  ],
  [
    "webp, with loss",
    webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0x20, 0),
    "image/webp",
    { width: 320, height: 32 },
  ],
  [
    "webp, without",
    webp("VP8L", 0x2f, 0x3f, 0xc1, 0x07, 0),
    "image/webp",
    { width: 320, height: 32 },
  ],
  [
    "webp, extended",
    webp("VP8X", 0, 0, 0, 0, 0x3f, 1, 0, 0x1f, 0, 0),
    "image/webp",
    { width: 320, height: 32 },
  ],
])("the size of a picture is read from its beginning: %s", (_, data, type, expected) => {
  expect(sizeOf(data, type)).toEqual(expected);
});

test.each([
  ["cut short", CHART.slice(0, 20), "image/png"],
  ["of another kind", CHART, "image/jpeg"],
  ["not base64", "%%%", "image/png"],
  ["empty", "", "image/png"],
  [
    "of segments without end",
    base64(0xff, 0xd8, ...Array(2_001).fill([0xff, 0xe0, 0, 2]).flat(), ...JPEG.slice(2)),
    "image/jpeg",
  ],
  ["of no height", base64(...bytesOf("GIF89a"), 2, 0, 0, 0), "image/gif"],
])("a picture that is broken has no size: %s", (_, data, type) => {
  expect(sizeOf(data, type)).toBeUndefined();
});

test.each([
  [CHART, "text/plain", "image/png"],
  [TONE, "", "audio/wav"],
  [base64(0xff, 0xfb, 0x90, 0), "audio/mpeg", "audio/mpeg"],
  [btoa("<svg/>"), "image/svg+xml", undefined],
  [btoa("<svg/>"), "image/png", undefined],
])("a file is what it begins as, not what it is called, %#", (data, said, expected) => {
  expect(typeOfFile(data, said)).toBe(expected);
});
