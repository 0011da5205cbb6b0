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
    command: "프로그램",
  },

  unknown: "아직 묻지 않음",
  testing: "확인하는 중…",
  ready: (n) => plural(n, { other: "모델 {n}개" }),
  failed: "실패",
  checked: (time) => `${time}에 물음`,
  withKey: "키는 키체인에 보관",
  withKeyMemory: "키는 종료할 때까지 메모리에 보관",
  withoutKey: "키 없음",
  withHeaders: (names) => `함께 보내는 헤더: ${names}`,
  test: "다시 확인",
  edit: "고치기…",
  remove: "삭제…",
  address: "요청과 키를 보내는 곳",
  plain: "키와 모든 글이 암호화되지 않고 이 호스트로 갑니다.",

  addTitle: "계정 추가",
  editTitle: (name) => `${name} 고치기`,
  preset: "제공자",
  groups: { provider: "제공자", local: "이 컴퓨터에서", program: "프로그램" },
  otherProvider: "그 밖의 OpenAI 호환 제공자",
  kind: "통신 형식",
  kindNotes: {
    anthropic: "Anthropic의 Messages API입니다.",
    openai: "거의 모든 제공자와 로컬 서버가 쓰는 Chat Completions입니다.",
    openai_responses: "OpenAI의 새 API입니다. 다른 곳에서는 드뭅니다.",
    gemini: "Google 모델이 쓰는 generateContent입니다.",
    ollama: "필요한 컨텍스트 크기를 알려 주는 Ollama 고유의 API입니다.",
    command: "이 컴퓨터의 프로그램입니다. 프롬프트는 표준 입력으로, 답은 표준 출력으로 오갑니다.",
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
  headers: {
    title: "헤더",
    note: "모든 요청과 함께 보냅니다. 일부 게이트웨이나 조직에서 필요합니다. 값은 키와 함께 보관되며, 다시 보여 주지 않고 다른 주소로 보내지 않습니다.",
    add: "헤더 추가",
    remove: (name) => `${name || "이 헤더"} 삭제`,
    needsName: "헤더에는 이름이 필요하며, 이름에 “=”나 공백은 쓸 수 없습니다.",
  },
  keyNeeded: "이 제공자는 키가 필요합니다.",
  save: "저장하고 확인",

  // A program that answers.
  otherProgram: "다른 프로그램",
  programLine: "명령과 인수",
  programLineNote: (model: string) =>
    `셸 없이, 나중에 지워지는 빈 폴더에서 실행합니다. ${model}은(는) 모델 이름을 대신합니다.`,
  programQuote: "닫히지 않은 따옴표가 있습니다.",
  programLineNeeded: "답할 프로그램을 적으세요. 앞에 변수는 둘 수 없습니다.",
  programWhich: (model: string) =>
    `모델이 둘 이상이면 인수에 어느 것인지 있어야 합니다. 이름이 들어갈 곳에 ${model}을(를) 쓰세요.`,
  programUnknown: (names, model) =>
    `${names}: 아무것도 대신하지 않으므로 프로그램에 그대로 전달됩니다. ${model}만 바뀝니다.`,
  programRuns: "이렇게 실행됩니다. 한 줄에 인수 하나입니다.",
  programModels: "모델 이름",
  programModelsNote: "쉼표로 구분합니다. 서버에는 하나씩 허용합니다.",
  programModelsNeeded: "이름이 하나 이상 필요하고, 줄표로 시작할 수 없습니다.",
  programAt: "JSON에서 답의 위치",
  programAtNote: "프로그램이 JSON을 쓸 때만 적으세요. 예: /result. 비우면 쓴 것 전부가 답입니다.",
  programAtBad: "/result처럼 빗금으로 시작합니다.",
  programSeconds: "시간 제한(초)",
  programSecondsBad: "1초에서 한 시간(3600) 사이입니다.",
  programConsentTitle: "이 프로그램이 답하게 할까요?",
  programConsent:
    "이 프로그램에 보낼 요청에 서명할 때마다 Countersign이 사용자 권한으로 실행합니다.",
  programWarning:
    "답하는 것 이상을 할 수 있습니다. 자체 도구를 쓰고, 파일을 읽고 바꾸며, 받은 것을 자체 로그인으로 네트워크에 보낼 수 있습니다. 비용은 여기서 보이지 않습니다.",
  programConsentNote:
    "요청은 표준 입력으로 받고, 몇 가지 변수(키는 없음)와 빈 폴더를 받습니다. 프로그램이 바뀌면 다시 동의할 때까지 실행되지 않습니다.",
  programAgree: "동의하고 저장",
  programGoes: (seconds: string) =>
    `요청마다 이 프로그램이 받으며, 최대 ${seconds}초가 주어집니다:`,
  programCheck: "다시 확인",
  programTry: "한 번 실행",
  programAsked: (sentence: string) => `보낸 질문: “${sentence}”`,
  programTried: (name: string) => `${name}의 답`,

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
