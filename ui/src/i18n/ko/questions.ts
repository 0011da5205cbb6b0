import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

/** 서버의 질문, 방문할 페이지, 라운드에 쓰는 말. */
export const questions: Text["questions"] = {
  formTag: "양식",
  pageTag: "방문할 페이지",
  visiting: "연 페이지",
  roundOf: (server, number, of) =>
    `${server} · 한 호출의 ${number}라운드, ${plural(of, { other: "요청 {n}개" })}`,
  pausePreview: "계속하게 할 때까지 기다립니다",
  nowArrived: (server) => `${server} 서버가 묻습니다.`,

  asks: (server) => `${server} 서버가 묻습니다`,
  wantsVisit: (server) => `${server} 서버가 페이지 방문을 요청합니다`,
  message: (server) => `${server} 서버의 말`,
  form: "답변",
  noFields: "동의 외에는 묻는 것이 없습니다.",
  required: "필수",
  notGiven: "지정 안 함",
  yes: "예",
  no: "아니요",
  whole: "정수",
  formats: {
    email: "이메일 주소",
    uri: "웹 주소 또는 다른 URI",
    date: "날짜: 연-월-일",
    "date-time": "시간대가 있는 시각",
  },
  wrong: {
    missing: "필요한 항목입니다.",
    number: "숫자가 아닙니다.",
    integer: "정수가 아닙니다.",
  },
  tooSmall: (n) => `${n} 이상`,
  tooLarge: (n) => `${n} 이하`,
  notAbove: (n) => `${n} 초과`,
  notBelow: (n) => `${n} 미만`,
  tooShort: (n) => plural(n, { other: "{n}자 이상" }),
  tooLong: (n) => plural(n, { other: "{n}자 이하" }),
  tooFew: (n) => plural(n, { other: "{n}개 이상 선택" }),
  tooMany: (n) => plural(n, { other: "{n}개 이하 선택" }),
  kept: "답변은 서버로 가고, 기록에 암호화되어 남습니다. 비밀번호나 키를 입력하지 마세요. 서버는 양식으로 그런 것을 물을 수 없습니다.",
  sent: "보낼 내용",
  threeAnswers: "거절은 아니라는 뜻입니다. 그냥 두면 예도 아니요도 아닙니다.",
  send: "보내기",
  decline: "거절",
  cancel: "그냥 두기",
  nowSent: (server) => `답변을 ${server} 서버로 보냈습니다.`,
  nowDeclined: (server) => `${server} 서버에 거절을 알렸습니다.`,
  nowCancelled: (server) => `${server} 서버에 답하지 않음을 알렸습니다.`,
  over: "이 질문은 끝났습니다",
  overNote: "답변했거나 철회되었습니다. 무슨 일이 있었는지는 기록에 있습니다.",
  back: "책상으로",

  page: "페이지",
  visit: "방문할 곳",
  copyAddress: "주소 복사",
  pageNote:
    "Countersign은 페이지를 보지 않습니다. 거기서 하는 일은 페이지를 운영하는 쪽과의 사이에만 남습니다.",
  notEncrypted: "연결이 암호화되지 않습니다. 다른 사람이 보내는 내용을 읽고 바꿀 수 있습니다.",
  userinfo:
    "호스트 앞에 이름이 있고, 호스트처럼 보일 수 있습니다. 진짜 호스트는 표시된 부분입니다.",
  punycode: (reads) =>
    `호스트가 a~z가 아닌 글자로 쓰였고 ${reads}(으)로 읽힙니다. 다른 이름처럼 보일 수 있습니다.`,
  mixedScripts: (reads) => `${reads}: 보통의 이름과 달리 여러 문자 체계의 글자가 섞여 있습니다.`,
  numberHost: "호스트가 이름이 아니라 숫자입니다.",
  near: "페이지가 이 컴퓨터나 로컬 네트워크에 있습니다.",
  rewritten: (sent) => `서버는 다르게 썼습니다: ${sent}`,
  open: "브라우저에서 열기",
  opensOnly: "이 주소를 브라우저에서 열 뿐입니다.",
  waitsPushed: (server) => `열었습니다. ${server} 서버가 알고 있으며, 끝나면 알려 줍니다.`,
  waitsPulled: (server) => `열었습니다. ${server} 서버는 여기서 계속할 때까지 기다립니다.`,
  goOn: "계속",
  done: "끝났습니다",
  nowOpened: (server) => `${server} 서버의 페이지를 열었습니다.`,
  nowDone: (server) => `${server} 서버가 계속합니다.`,

  round: (number, of) => `이 호출의 ${number}라운드, ${plural(of, { other: "요청 {n}개" })}`,
  lastsUntil: (time) =>
    `${time}까지 모두 답하세요. 대부분의 서버는 10분이 지난 답을 받지 않습니다.`,
  lasted: (time) => `${time}에 10분이 지났습니다. 서버가 답을 받지 않을 수 있습니다.`,
  signAll: (n) => plural(n, { other: "프롬프트 {n}개 서명" }),
  signAllTitle: (n) => plural(n, { other: "이 프롬프트 {n}개에 서명할까요?" }),
  signAllBody:
    "각 프롬프트는 서버가 쓴 그대로 한 번 모델로 갑니다. 끝까지 보았고 고치지 않은 것만 여기에서 서명할 수 있습니다. 양식과 페이지는 각자의 카드에서 답합니다.",
  seen: "끝까지 보았고 고치지 않음",
  notSeen: "아직 끝까지 보지 않았습니다. 먼저 카드를 보세요.",
  edited: "고친 것이 있습니다. 카드에서 서명하세요.",
  noModel: "허용된 모델이 없습니다. 카드에서 고르세요.",
  noModelYet: "모델 없음",
  cannotGo: "이대로는 보낼 수 없습니다. 카드에서 고치세요.",
  movedOn: "그 사이에 진행되었습니다.",
  reading: "읽는 중…",
  nowAllSigned: (n) => plural(n, { other: "프롬프트 {n}개에 서명했습니다." }),
  refuseRound: "라운드 거부…",
  refuseRoundTitle: "이 라운드를 거부할까요?",
  refuseRoundBody:
    "호출이 끝납니다. 라운드의 다른 요청은 모두 철회되며, 이미 한 답은 기록에 남습니다.",
  refuseRoundNow: "모두 거부",
  nowRoundRefused: (server) => `${server} 서버의 라운드를 거부했습니다.`,

  pauseTitle: (called, n) => `${called}: 연속 ${n}번 물었습니다`,
  pauseBody:
    "호출이 여기서 멈추었고 더 묻고 싶어 합니다. 잃은 것은 없습니다. 지금까지의 답은 기록에 있고, 계속하게 하면 호출과 함께 이어집니다.",
  pauseNote: "10라운드 뒤에 다시 멈춥니다.",
  pauseGoOn: "계속하게 하기",
  pauseEnd: "호출 끝내기",
  nowGoesOn: "호출이 계속됩니다.",
  nowEnded: "호출을 끝냈습니다.",
};
