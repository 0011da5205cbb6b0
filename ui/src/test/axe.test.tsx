import { act, render } from "@testing-library/react";
import axe from "axe-core";
import { expect, test } from "vitest";
import { App } from "../app/App";
import { openStore } from "../state";
import { openFake } from "./fake";
import { loaded } from "./loaded";
import { type Scene, scenes } from "./scenes";

// Colours and sizes need a real engine; the journeys in the real window look at those.
const rules = { "color-contrast": { enabled: false } };

// Those that are only larger than others would take minutes here and show nothing else.
const larger: readonly string[] = ["huge", "long", "gallery"] satisfies Scene[];
const looked = Object.keys(scenes).filter((scene) => !larger.includes(scene)) as Scene[];

test.each(looked)("axe finds nothing on %s", async (scene) => {
  const { snapshot, details } = scenes[scene]();
  await loaded();
  const { container } = render(<App store={openStore(openFake(snapshot, details))} />);
  await act(async () => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  });
  const { violations } = await axe.run(container, { rules });
  expect(violations.map((found) => `${found.id}: ${found.nodes[0]?.html}`)).toEqual([]);
});
