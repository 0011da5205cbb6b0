import { useState } from "react";
import { useFormat, useText } from "../i18n";
import { Button, Dialog, Segmented, Sight } from "../kit";
import css from "./Media.module.css";
import { HEAVY, LARGEST, PIXELS, pictureType, sizeOf, soundType } from "./media";
import { bytesOf } from "./words";

/** How near a picture must come to be drawn, in CSS pixels. */
const NEAR = 800;

/** A picture that came as base64, no larger than its place; a press shows it in full. */
export function Picture({ data, type }: { data: string; type: string }) {
  const t = useText();
  const f = useFormat();
  const bytes = bytesOf(data);
  const kind = pictureType(type);
  const [wanted, setWanted] = useState(bytes <= HEAVY);
  const [broken, setBroken] = useState(false);
  if (!kind) return <p className={css.note}>{t.content.pictureUnknown}</p>;
  if (bytes > LARGEST) return <p className={css.note}>{t.content.tooLarge(f.bytes(LARGEST))}</p>;
  const size = sizeOf(data, kind);
  if (!size || broken) return <p className={css.note}>{t.content.pictureBroken}</p>;
  if (size.width * size.height > PIXELS) {
    return <p className={css.note}>{t.content.pictureHuge(f.number(PIXELS / 1_000_000))}</p>;
  }
  if (!wanted) {
    return (
      <Button small icon="image" onPress={() => setWanted(true)}>
        {t.content.showPicture}
      </Button>
    );
  }
  return (
    <Drawn
      src={`data:${kind};base64,${data}`}
      width={size.width}
      height={size.height}
      onBroken={() => setBroken(true)}
    />
  );
}

function Drawn({
  src,
  width,
  height,
  onBroken,
}: {
  src: string;
  width: number;
  height: number;
  onBroken: () => void;
}) {
  const t = useText();
  const [near, setNear] = useState(false);
  const [open, setOpen] = useState(false);
  const place = { "--width": `${width}px`, "--ratio": width / height } as React.CSSProperties;
  if (!near) {
    return (
      <Sight near={NEAR} onSight={() => setNear(true)}>
        <div className={css.place} style={place} />
      </Sight>
    );
  }
  return (
    <>
      <button
        type="button"
        className={css.zoom}
        style={place}
        aria-label={t.content.enlarge}
        onClick={() => setOpen(true)}
      >
        <img
          src={src}
          alt={t.parts.image}
          width={width}
          height={height}
          decoding="async"
          draggable={false}
          onError={onBroken}
        />
      </button>
      {open && <Enlarged src={src} width={width} height={height} onClose={() => setOpen(false)} />}
    </>
  );
}

function Enlarged({
  src,
  width,
  height,
  onClose,
}: {
  src: string;
  width: number;
  height: number;
  onClose: () => void;
}) {
  const t = useText();
  const f = useFormat();
  const [view, setView] = useState("fit");
  return (
    <Dialog
      title={t.content.pictureOf(f.number(width), f.number(height))}
      onClose={onClose}
      width={1200}
      footer={
        <Segmented
          label={t.content.howLarge}
          value={view}
          onChange={setView}
          options={[
            { key: "fit", text: t.content.fit },
            { key: "full", text: t.content.everyPixel },
          ]}
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className={css.enlarged} data-view={view} tabIndex={0}>
        <img src={src} alt={t.parts.image} width={width} height={height} />
      </div>
    </Dialog>
  );
}

/** A sound that came as base64. It plays only when it is told to. */
export function Sound({ data, type }: { data: string; type: string }) {
  const t = useText();
  const f = useFormat();
  const bytes = bytesOf(data);
  const kind = soundType(type);
  const [wanted, setWanted] = useState(bytes <= HEAVY);
  const [broken, setBroken] = useState(false);
  if (!kind) return <p className={css.note}>{t.content.soundUnknown}</p>;
  if (bytes > LARGEST) return <p className={css.note}>{t.content.tooLarge(f.bytes(LARGEST))}</p>;
  if (broken || !plays(kind)) return <p className={css.note}>{t.content.soundNotPlayed}</p>;
  if (!wanted) {
    return (
      <Button small icon="audio" onPress={() => setWanted(true)}>
        {t.content.showSound}
      </Button>
    );
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: what a server sends has no captions
    <audio
      className={css.sound}
      controls
      preload="none"
      aria-label={t.parts.audio}
      src={`data:${kind};base64,${data}`}
      onError={() => setBroken(true)}
    />
  );
}

/** Whether this web view plays such a sound: on Linux it depends on what is installed. */
function plays(kind: string): boolean {
  return document.createElement("audio").canPlayType(kind) !== "";
}
