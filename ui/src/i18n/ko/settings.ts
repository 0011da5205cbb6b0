import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

/** 설정 화면이 하는 말. */
export const settings: Text["settings"] = {
  appearance: "모양과 언어",
  language: "언어",
  theme: "모양",
  themeSystem: "시스템 설정에 따름",
  themeLight: "밝게",
  themeDark: "어둡게",

  limits: "한도",
  limitsNote:
    "서버가 얼마나 요청할 수 있는지 정합니다. 한도를 넘으면 서버는 그 한도를 알려 주는 오류를 받고, 아무도 방해받지 않습니다. 바꾼 값은 다음 요청부터 적용되며 이미 열린 것은 그대로 있습니다.",
  oneRequest: "요청 하나에서",
  messages: "메시지",
  bytes: "크기(MiB)",
  media: "그림과 소리",
  mediaBytes: "그림이나 소리 하나의 크기(MiB)",
  tools: "도구",
  openAtOnce: "동시에 열려 있는 것",
  open: "서버 하나의 요청",
  openInAll: "모든 서버의 요청",
  usually: (value) => `보통은 ${value}`,
  needed: "숫자를 입력하세요.",
  save: "저장",
  saved: "저장했습니다",
  discard: "버리기",
  reset: "보통 한도로 되돌리기",
  unsaved: (n) => plural(n, { other: "저장하지 않은 한도 {n}개" }),
};
