/** Kinds of picture that hold a picture and nothing else; an SVG is a document, so it is none. */
export const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
/** Kinds of sound that web views play, some here and some there. */
export const SOUNDS = [
  "audio/wav",
  "audio/mpeg",
  "audio/ogg",
  "audio/flac",
  "audio/mp4",
  "audio/aac",
  "audio/webm",
] as const;

/** Past this many bytes a picture is drawn, and a sound made playable, only when it is asked for. */
export const HEAVY = 4 * 1024 * 1024;
/** Past this many bytes it is not: the engine takes none that are larger either. */
export const LARGEST = 32 * 1024 * 1024;
/** A picture of more pixels than this is not drawn: small files can say that they are huge. */
export const PIXELS = 64_000_000;

const NAMES: Record<string, string> = {
  "image/jpg": "image/jpeg",
  "audio/x-wav": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "audio/mp3": "audio/mpeg",
  "audio/x-flac": "audio/flac",
  "audio/x-m4a": "audio/mp4",
  "audio/m4a": "audio/mp4",
};

/** A media type without its parameters, under its usual name. */
export function plainType(type: string): string {
  const plain = (type.split(";")[0] ?? "").trim().toLowerCase();
  return NAMES[plain] ?? plain;
}

/** The kind of picture that may be drawn, or nothing. */
export function pictureType(type: string): string | undefined {
  return PICTURES.find((one) => one === plainType(type));
}

/** The kind of sound that may be played, or nothing. */
export function soundType(type: string): string | undefined {
  return SOUNDS.find((one) => one === plainType(type));
}

/** Width and height, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** In so many characters of base64 a picture says its size; in a JPEG, much may come before it. */
const HEAD = 400;
/** A JPEG of more segments than this before its first frame is taken for broken. */
const SEGMENTS = 2000;

/** What a picture says of its size, read from its first bytes; nothing where it is broken. */
export function sizeOf(base64: string, type: string): Size | undefined {
  try {
    const size =
      type === "image/jpeg"
        ? jpegSize(base64)
        : sizes[type]?.(viewOf(bytesFrom(base64.slice(0, HEAD))));
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // The bytes end before they say it.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function bytesFrom(base64: string): Uint8Array {
  try {
    const text = atob(base64);
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Some bytes from the middle, of which no others are decoded. */
function part(base64: string, at: number, length: number): DataView {
  const from = Math.floor(at / 3);
  const bytes = bytesFrom(base64.slice(from * 4, Math.ceil((at + length) / 3) * 4));
  return viewOf(bytes.subarray(at - from * 3));
}

/** Where each format says its size. */
const sizes: Record<string, (view: DataView) => Size | undefined> = {
  "image/png": (view) =>
    textAt(view, 1, 3) === "PNG" && textAt(view, 12, 4) === "IHDR"
      ? { width: view.getUint32(16), height: view.getUint32(20) }
      : undefined,
  "image/gif": (view) =>
    textAt(view, 0, 3) === "GIF"
      ? { width: view.getUint16(6, true), height: view.getUint16(8, true) }
      : undefined,
  "image/webp": webpSize,
};

function textAt(view: DataView, at: number, length: number): string {
  return Array.from({ length }, (_, place) => String.fromCharCode(view.getUint8(at + place))).join(
    "",
  );
}

/** JPEG: a row of segments; the one that begins a frame holds the size. Photos have large ones before it. */
function jpegSize(base64: string): Size | undefined {
  if (part(base64, 0, 2).getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  for (let segment = 0; segment < SEGMENTS; segment += 1) {
    const view = part(base64, at, 9);
    if (view.getUint8(0) !== 0xff) return undefined;
    const marker = view.getUint8(1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: view.getUint16(5), width: view.getUint16(7) };
    at += 2 + view.getUint16(2);
  }
  return undefined;
}

/** WebP: one of three kinds of chunk comes first. */
function webpSize(view: DataView): Size | undefined {
  if (textAt(view, 0, 4) !== "RIFF" || textAt(view, 8, 4) !== "WEBP") return undefined;
  const low = (at: number) => view.getUint16(at, true);
  switch (textAt(view, 12, 4)) {
    case "VP8 ":
      return { width: low(26) & 0x3fff, height: low(28) & 0x3fff };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X": {
      const long = (at: number) => low(at) + view.getUint8(at + 2) * 0x10000 + 1;
      return { width: long(24), height: long(27) };
    }
    default:
      return undefined;
  }
}

/** How files of a type begin; `?` is any byte. The engine knows the same ones. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["\xff\xd8\xff", "image/jpeg"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["RIFF????WEBP", "image/webp"],
  ["RIFF????WAVE", "audio/wav"],
  ["ID3", "audio/mpeg"],
  ["OggS", "audio/ogg"],
  ["fLaC", "audio/flac"],
];

/** What a file is, by how it begins; else what it says of itself, if that is a sound. */
export function typeOfFile(base64: string, said: string): string | undefined {
  const head = String.fromCharCode(...bytesFrom(base64.slice(0, 32)));
  const is = BEGINNINGS.find(([beginning]) =>
    [...beginning].every((wanted, at) => wanted === "?" || wanted === head[at]),
  );
  return is?.[1] ?? soundType(said);
}
