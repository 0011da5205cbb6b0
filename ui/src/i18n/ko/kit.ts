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
};
