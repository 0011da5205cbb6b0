import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

/** 구성 요소가 스스로 하는 말. */
export const kit: Text["kit"] = {
  close: "닫기",
  cancel: "취소",
  save: "저장",
  remove: "삭제",
  showDetails: "자세히 보기",
  hideDetails: "자세한 내용 숨기기",
  hiddenCharacter: (code) => `보이지 않는 문자: ${code}`,
  unchanged: (n) => plural(n, { other: "바뀌지 않은 글자 {n}자" }),
  imageNotLoaded: "이미지, 불러오지 않음",
  linkTo: "이 링크가 가리키는 곳",
  copy: "복사",
  copied: "복사했습니다",
  faults: {
    vault_missing: "응답하는 시스템 키체인이 없습니다.",
    vault_locked: "키체인이 잠겨 있습니다. 잠금을 풀고 다시 시도하세요.",
    vault_late: "키체인이 제때 응답하지 않았습니다.",
    history_unreadable: "기록을 읽을 수 없습니다.",
    key_rejected: "제공자가 이 계정의 키를 받아들이지 않았습니다.",
    model_gone: "제공자에 이 모델이 없거나 더는 없습니다.",
    rate_limited: "제공자가 기다리라고 하거나, 계정의 한도를 다 썼습니다.",
    provider_unreachable: "이 계정의 주소에서 아무도 응답하지 않습니다.",
    not_a_provider: "이 주소에서 응답은 있지만 이런 종류의 제공자가 아닙니다.",
    provider_failed: "제공자에서 오류가 났거나 응답을 이해할 수 없습니다.",
    server_failed: "서버를 시작할 수 없거나 서버가 MCP로 말하지 않습니다. 로그를 확인하세요.",
    server_gone: "서버가 실행 중이 아니거나 끝났습니다.",
    era_mismatch: "이 도구는 다른 프로토콜의 방식으로 요청합니다. 다른 프로토콜로 다시 연결하세요.",
    call_failed: "이 실행은 실패했습니다.",
    not_found: "요청한 것이 없거나 더는 없습니다.",
    too_late: "너무 늦었습니다. 이미 결정되었거나 끝났습니다.",
    not_granted: "이 서버는 그 모델을 쓸 수 없습니다.",
  },
};
