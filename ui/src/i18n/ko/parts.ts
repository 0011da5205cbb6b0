import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

/** 여러 화면에서 똑같이 하는 말. */
export const parts: Text["parts"] = {
  you: "나",
  human: "직접 작성",
  byRule: "내 규칙",

  endTurn: "다 썼음",
  stopSequence: "중지 문자열을 만남",
  maxTokens: "최대 토큰에 도달함",
  toolUse: "도구 실행을 원함",
  stopped: "내가 중지함",

  withdrawn: {
    server_cancelled: "서버가 요청을 거두어들였습니다.",
    server_gave_up: "서버가 기다릴 수 있는 시간이 지나 요청을 거두어들였습니다.",
    call_cancelled: "이 요청을 일으킨 호출을 직접 취소했습니다.",
    call_ended: "이 요청을 일으킨 호출이 기다리지 않고 끝났습니다.",
    server_gone: "서버가 종료되었거나, 비정상 종료되었거나, 중지되었습니다.",
    round_refused: "같은 차례의 다른 요청이 거절되어 호출을 계속할 수 없습니다.",
    app_closed: "열려 있는 동안 Countersign이 종료되었습니다.",
  },

  text: "텍스트",
  image: "이미지",
  audio: "소리",
  toolUseBlock: (name) => `모델이 실행하려는 도구: ${name}`,
  toolResult: "도구 실행 결과",
  toolResultFailed: "도구 실행 결과(도구가 실패함)",
  resource: "포함된 리소스",
  resourceLink: "리소스 위치, 가져오지 않음",
  asItCame: "받은 그대로",
  user: "사용자",
  assistant: "어시스턴트",
  system: "시스템",

  grantFilter: "모델 찾기",
  grantNothing: "맞는 모델이 없습니다.",
  grantDefault: "서버의 희망을 들어줄 수 없을 때",
  grantFirst: "그중 첫 번째",
  grantSave: (n) => plural(n, { other: "이 모델 {n}개 사용 허용" }),
  grantPick: "모델을 하나 이상 선택하세요.",
  grantLoading: "모델 목록을 묻는 중…",
  grantAsk: "모델 목록 묻기",
  grantNoAccount: "아직 제공자 계정이 없습니다.",
  grantAddAccount: "계정 추가",
  grantOther: "이름으로 다른 모델 지정",
  grantAdd: "추가",

  gotNothing: "내용이 없습니다.",
  gotOther: "이 창이 모르는 종류의 내용",
  gotBytes: (size) => `글도 그림도 소리도 아닌 ${size}. 열지 않았습니다.`,
  noArguments: "인수가 없습니다.",
  required: "필수",
  needed: "필요한 값입니다.",
  templateMissing: "모두 채우면 리소스를 읽을 수 있습니다.",
  templateUri: "읽을 곳:",
  progressOf: "진행 상황",
  progress: (done, total) => `${done}/${total}`,
  attached: (name, time) => `첨부: ${name}, ${time}에 읽음`,
};
