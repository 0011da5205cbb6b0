import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("ko");

/** 서버가 얼마나 기다리는지, 그리고 너무 늦은 답에 대해 하는 말. */
export const waiting: Text["waiting"] = {
  endless: "얼마든지 기다립니다",
  informed: "아마 계속 기다립니다",
  still: (time) => `아마 ${time} 더 기다립니다`,
  over: "아마 더는 기다리지 않습니다",
  unknown: "얼마나 기다리는지 알 수 없습니다",
  title: "기다리는 시간",
  note: "이것으로 결정되는 것은 없습니다. 너무 늦은 답은 보관되고 전달되지 않습니다.",
  informedNote:
    "서버가 진행 상황을 위한 토큰을 주었고, 2초마다 요청을 보고 있다는 소식을 받습니다.",
  known: {
    set: "서버의 구성에서 직접 정한 값입니다.",
    seen: "전에 그만큼 지나서 포기했습니다.",
    runtime: "JavaScript를 실행하는 프로그램으로 시작되며, 그 공식 SDK는 1분이 지나면 포기합니다.",
    sdk: "공식 SDK는 한 차례의 답을 그 시간 동안 받습니다.",
  },

  section: "기다리는 시간",
  sectionNote:
    "책상에 보여 주기만 합니다. 이 때문에 재촉되거나 전송되는 답은 없습니다. 모르면 비워 두세요.",
  pushed: "서버가 보낸 요청의 답을 기다리는 시간(초)",
  pulled: "한 차례의 답을 받는 시간(초)",
  usually: (seconds) => `보통은 ${seconds}입니다.`,
  seen: (seconds) => `전에 ${seconds}초 뒤에 포기했습니다.`,
  nobodyKnows: "알 수 없습니다.",
  noEnd: "얼마든지 기다립니다.",
  saved: "저장했습니다",

  gaveUp: "서버가 더는 기다리지 않습니다.",
  notDelivered: "아무것도 전달되지 않았습니다.",
  kept: "그때까지 쓰인 글",
  keptEdited: "그때까지 직접 쓴 글",
  keptNote: "기록에 보관되어 있습니다. 여기서 복사할 수 있습니다.",
  keptEditedNote: "고친 내용은 다음으로 넘어갈 때까지 여기에만 있습니다. 필요하면 복사하세요.",

  runAgain: "다시 실행",
  signedNote: (n) =>
    plural(n, {
      other:
        "서명된 답 {n}개가 보관되어 있습니다. 똑같은 것을 다시 물으면 서명할 수 있도록 그 답이 채워집니다.",
    }),
  sameAgain: (time) => `${time}의 요청과 같습니다. 그때의 답이 있습니다`,
  sameAgainNote:
    "마지막 바이트까지 이미 답한 요청과 같으며, 그 답은 누구에게도 전달되지 않았습니다. 다시 서명하기 전에는 아무것도 돌아가지 않습니다.",
  fillIn: "서명하고 이 답 쓰기",
  nowFilledIn: "서명했습니다. 답이 채워졌습니다.",
  filledIn: (time) => `같은 요청에 ${time}에 서명한 답입니다.`,
};
