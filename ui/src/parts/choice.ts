import type { Format, Text } from "../i18n";
import type { Grades, Obstacle, Reason } from "../ipc/generated";

/** What is less than this has no digits that a person would read: a hundredth of a cent. */
const LEAST = 100_000;

/** An amount of nano-dollars, in words. */
export function costWords(t: Text, f: Format, nanos: number): string {
  return nanos > 0 && nanos < LEAST ? t.choice.less(f.money(LEAST)) : f.money(nanos);
}

/** Whose choice it is: a server's, among what it may use, or nobody's, among all models. */
export type Among = "allowed" | "all";

/** Why a model is where it is, in a sentence. */
export function reasonWords(t: Text, f: Format, reason: Reason, among: Among = "allowed"): string {
  switch (reason.kind) {
    case "hint":
      return t.requests.reasonHint(reason.hint);
    case "family":
      return t.choice.reasonFamily(reason.hint, reason.family);
    case "equivalent":
      return t.choice.reasonEquivalent(reason.hint, reason.family);
    case "wishes":
      return t.choice.reasonWishes(f.number(reason.points), gradeWords(t, f, reason.grades));
    case "default":
      return t.requests.reasonDefault;
    case "only":
      return among === "all" ? t.choice.reasonOnlyOfAll : t.requests.reasonOnly;
    case "first":
      return among === "all" ? t.choice.reasonFirstOfAll : t.requests.reasonFirst;
    case "allowed":
      return t.choice.reasonAllowed;
  }
}

function gradeWords(t: Text, f: Format, grades: Grades): string {
  const known = [
    grades.cost === undefined ? null : t.choice.gradeCost(f.number(grades.cost)),
    grades.speed === undefined ? null : t.choice.gradeSpeed(f.number(grades.speed)),
    grades.intelligence === undefined
      ? null
      : t.choice.gradeIntelligence(f.number(grades.intelligence)),
  ].filter((words) => words !== null);
  return known.length === 0 ? t.choice.unknownCost : f.list(known);
}

/** Why a model cannot take a prompt, in a sentence. */
export function obstacleWords(t: Text, f: Format, obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case "no_key":
      return t.choice.noKey;
    case "images":
      return t.choice.noImages;
    case "audio":
      return t.choice.noAudio;
    case "tools":
      return t.choice.noTools;
    case "context":
      return t.choice.tooLong(f.number(obstacle.tokens), f.number(obstacle.takes));
  }
}
