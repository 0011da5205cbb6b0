import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

/** 모델 화면이 하는 말. */
export const models: Text["models"] = {
  list: "계정",
  add: "계정 추가",
  emptyTitle: "아직 계정이 없습니다",
  empty:
    "계정은 모델 제공자와 그 키입니다. 시험해 보는 데는 필요 없습니다. 요청에 서명하고 답변을 직접 쓸 수 있습니다.",
  kinds: {
    anthropic: "Anthropic Messages",
    openai: "OpenAI Chat Completions",
    openai_responses: "OpenAI Responses",
    gemini: "Google Gemini",
    ollama: "Ollama",
  },

  unknown: "아직 묻지 않음",
  testing: "확인하는 중…",
  ready: (n) => plural(n, { other: "모델 {n}개" }),
  failed: "실패",
  checked: (time) => `${time}에 물음`,
  withKey: "키는 키체인에 보관",
  withKeyMemory: "키는 종료할 때까지 메모리에 보관",
  withoutKey: "키 없음",
  test: "다시 확인",
  edit: "고치기…",
  remove: "삭제…",
  address: "요청과 키를 보내는 곳",
  plain: "키와 모든 글이 암호화되지 않고 이 호스트로 갑니다.",

  addTitle: "계정 추가",
  editTitle: (name) => `${name} 고치기`,
  preset: "제공자",
  otherProvider: "그 밖의 OpenAI 호환 제공자",
  kind: "통신 형식",
  kindNotes: {
    anthropic: "Anthropic의 Messages API입니다.",
    openai: "거의 모든 제공자와 로컬 서버가 쓰는 Chat Completions입니다.",
    openai_responses: "OpenAI의 새 API입니다. 다른 곳에서는 드뭅니다.",
    gemini: "Google 모델이 쓰는 generateContent입니다.",
    ollama: "필요한 컨텍스트 크기를 알려 주는 Ollama 고유의 API입니다.",
  },
  name: "이름",
  baseUrl: "주소",
  baseUrlNote: (host) => `키와 모든 요청은 ${host} 주소로만 갑니다.`,
  baseUrlLocal: (host) => `요청은 ${host} 주소로 갑니다. 이 컴퓨터를 벗어나지 않습니다.`,
  baseUrlBad: "주소가 아닙니다. 주소는 https://로 시작합니다",
  baseUrlBlank: "대문자로 된 부분을 채우세요.",
  key: "키",
  keyNew: "시스템의 키체인에 보관됩니다. 다시 보여 주지 않습니다.",
  keyNewMemory: "종료할 때까지 메모리에 보관됩니다. 다시 보여 주지 않습니다.",
  keyOptional: "로컬 제공자처럼 키가 필요 없으면 비워 두세요.",
  keyKept: "키체인에 보관됨",
  keyReplace: "바꾸기",
  keyKeep: "지금 키 유지",
  keyMoved: "주소가 바뀌었으니 키를 다시 입력하세요. 키가 새 주소로 저절로 전송되는 일은 없습니다.",
  keyNeeded: "이 제공자는 키가 필요합니다.",
  save: "저장하고 확인",

  removeTitle: (name) => `${name} 계정을 삭제할까요?`,
  removeBody: "계정과 키를 삭제합니다. 이 계정으로 쓴 내용은 기록에 남습니다.",
  removeLoses: (servers) => `다음 서버는 이 계정의 모델을 잃습니다: ${servers}.`,
  removeNone: "이 계정의 모델을 쓰는 서버가 없습니다.",

  modelList: "모델",
  find: "모델 찾기",
  found: (shown, all) => `${shown}/${all}`,
  noMatch: "맞는 모델이 없습니다.",
  none: "제공자가 알려 준 모델이 없습니다.",
  notListed: "더는 목록에 없음",
  usedBy: (servers) => `사용 가능: ${servers}`,
  usedByNone: "쓸 수 있는 서버 없음",
  grantHint: "어느 서버가 어느 모델을 쓸 수 있는지는 서버의 ‘모델 사용 권한’에서 정합니다.",
  failedModels: "서버가 쓸 수 있는 이 계정의 모델",
};
