import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

export const content: Text["content"] = {
  size: (width, height) => `${width} × ${height}`,
  pictureUnknown:
    "표시하지 않음: 그림 말고 다른 것도 담을 수 있는 형식입니다. PNG, JPEG, GIF, WebP를 표시합니다.",
  pictureBroken: "그림이 깨져 표시할 수 없습니다. 데이터는 받은 그대로 전송됩니다.",
  pictureHuge: (most) => `표시하지 않음: ${most}백만 화소가 넘습니다.`,
  tooLarge: (most) => `표시하지 않음: ${most}보다 큽니다.`,
  showPicture: "그림 보기",
  enlarge: "그림 크게 보기",
  pictureOf: (width, height) => `그림, ${width} × ${height}`,
  howLarge: "크기",
  fit: "맞춤",
  everyPixel: "원래 화소",
  soundUnknown: "여기서 재생할 수 없음: 이 창이 모르는 소리 형식입니다.",
  soundNotPlayed:
    "이 창에서 재생할 수 없습니다. 깨졌거나 이 시스템에 디코더가 없습니다. 받은 그대로 전송됩니다.",
  showSound: "재생할 수 있게 하기",
  carries: "함께 온 것",
  annotations: "주석",
  kinds: {
    text: "텍스트",
    image: "이미지",
    audio: "소리",
    tool_use: "도구 사용",
    tool_result: "도구 결과",
  },

  noValues: "없음",
  value: "값",
  structured: "구조화된 출력",
  toolGave: (name) => `${name}의 결과`,
  toolFailed: (name) => `${name}의 결과(실패함)`,
  nothingGiven: "아무 결과도 없습니다.",
  toolDoes: "하는 일",
  toolTakes: "받는 값",
  noArguments: "받는 값이 없습니다.",
  required: "필수",
  alsoSays: "그 밖의 내용",
  toolsOut: (n) => plural(n, { other: "{n}개 뺌" }),
  removeTool: (name) => `${name} 빼기`,
  putToolBack: (name) => `${name} 되돌리기`,
  toolChoiceLabel: "모델이 써도 되나요?",
  toolChoiceUnsaid: "정하지 않음",

  rawRequest: "원본 요청",
  rawNote: (bytes) => `받은 그대로 ${bytes}. 읽기 쉽게 줄바꿈만 더했습니다.`,
  rawCopy: "받은 그대로 복사",

  thread: "한 대화의 차례들",
  turnOf: (n, of) => `${of}차례 중 ${n}번째`,
  turn: (n, preview) => `${n}번째 차례: ${preview}`,
  inTurn: (turn) => `${turn}번째 차례`,
  showEarlier: "앞부분 보기",
  hideEarlier: "앞부분 접기",
  earlier: {
    as_they_stand: (n, turn) =>
      plural(n, { other: `메시지 {n}개. ${turn}번째 차례에 서명한 것과 같습니다.` }),
    changed: (n, turn) => plural(n, { other: `${turn}번째 차례에도 있던 메시지 {n}개.` }),
    by_rule: (n, turn) =>
      plural(n, { other: `메시지 {n}개. ${turn}번째 차례에 규칙이 서명한 것과 같습니다.` }),
  },
  earlierEdited: (n) => plural(n, { other: "그중 {n}개를 고쳤습니다." }),
  earlierChanged:
    "앞 차례에서 메시지를 고치셨습니다. 서버는 그것을 모르므로 여기에는 서버가 쓴 글이 다시 있습니다.",
  newInTurn: (turn) => `${turn}번째 차례에 새로 온 것`,
  isNew: "새로움",

  addPart: "부분 추가",
  addText: "텍스트",
  addFile: "파일에서 그림이나 소리…",
  addResult: (name) => `${name}의 결과`,
  addUse: (name) => `${name} 사용`,
  fileTooLarge: (size, most) =>
    `이 파일은 ${size}입니다. 최대 ${most}까지 보낼 수 있습니다. 더 작은 파일을 고르세요.`,
  fileEmpty: (name) => `${name}은(는) 비어 있습니다. 다른 파일을 고르세요.`,
  fileUnreadable: (name) => `${name}을(를) 읽을 수 없습니다. 다른 파일을 고르세요.`,
  fileUnknown: (name) =>
    `${name}은(는) 그림(PNG, JPEG, GIF, WebP)도, 알려진 소리도 아닙니다. 다른 파일을 고르세요.`,
  editAsJson: (name) => `${name}, JSON으로`,
  jsonTake: "이대로 쓰기",
  jsonCancel: "원래대로 두기",
  jsonBroken: (why) => `아직 JSON이 아닙니다: ${why}`,
  jsonKept: (mark) => `${mark}은(는) 그대로 남는 데이터를 대신합니다.`,
  jsonUnknown: (at) => `${at}은(는) 여기에 올 수 없습니다. 지우세요.`,
  jsonUnfit: (at, what) =>
    at === "" ? `${what}이어야 합니다.` : `${at}은(는) ${what}이어야 합니다.`,
  jsonWants: {
    object: "객체",
    list: "목록",
    text: "텍스트 값",
    flag: "true 또는 false 값",
    block: "“text”, “image”, “audio”, “resource”, “resource_link” 가운데 하나",
  },

  cannotEditing: "아직 JSON을 고치는 중입니다. 그대로 쓰거나 원래대로 두세요.",
  cannotBalance: "도구 사용과 그 결과가 나란히 있지 않습니다.",
  cannotTools: "모델이 도구를 써야 하는데 도구가 없습니다. 하나를 되돌리거나 모델이 고르게 하세요.",
  cannotMisfit: "서버의 도구와 맞지 않습니다. 고치거나, 그대로 보낸다고 표시하세요.",
  misfits: (n) =>
    plural(n, {
      other:
        "이 답변에 서버의 도구가 받는 것과 다른 점이 {n}가지 있습니다. 해당 자리에 적혀 있습니다.",
    }),
  asItIs: "확인했고, 그대로 서명합니다",
  despite: "다음을 알고도 서명함",
};
