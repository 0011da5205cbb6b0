import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

/** 창의 틀이 하는 말. */
export const app: Text["app"] = {
  screens: "화면",
  requests: "요청",
  servers: "서버",
  models: "모델",
  history: "기록",
  settings: "설정",
  waiting: (n) => plural(n, { other: "{n}건이 기다리고 있습니다" }),
  running: (n) => plural(n, { other: "서버 {n}개 실행 중" }),
  stopped: (n) => plural(n, { other: "{n}개 중지됨" }),
  failed: (n) => plural(n, { other: "{n}개 실패" }),
  keys: "키보드 단축키",
  keysEverywhere: "어디서나",
  keysRequests: "요청 화면에서",
  keyScreen: (screen) => `${screen} 화면으로 이동`,
  keyHelp: "단축키 보기",
  keySign: "서명",
  keyRefuse: "거절…",
  keyNext: "다음 요청",
  keyPrevious: "이전 요청",
  keyEdit: "글 고치기",
  keysGuard: "막 나타난 요청은 0.5초 동안 키와 클릭을 받지 않습니다.",
  version: (version) => `Countersign ${version}`,
  connecting: "여는 중…",
  lostTitle: "창과 Countersign의 연결이 끊어졌습니다",
  lost: "이 때문에 서명된 것은 없습니다. Countersign을 종료하고 다시 시작하세요.",
  storageOpening: "키체인에 기록의 키를 묻는 중…",
  storageTitle: "기록을 열지 못했습니다",
  sessionOnly:
    "이번 세션 전용: 기록과 키는 메모리에만 있으며 종료하면 사라집니다. 기록을 열려면 Countersign을 다시 시작하세요.",
  tryAgain: "다시 시도",
  useSessionOnly: "이번 세션에만 사용",
  setAside: "기록을 따로 보관",
  setAsideTitle: "기록을 따로 보관할까요?",
  setAsideBody:
    "이전 파일은 다른 이름으로 그 자리에 남고 새 기록이 시작됩니다. 아무것도 삭제되지 않습니다.",
  storageNote: "선택하기 전에는 어떤 서버도 실행되지 않고 아무것도 전송되지 않습니다.",
};
