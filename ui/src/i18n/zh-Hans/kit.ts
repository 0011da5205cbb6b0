import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("zh-Hans");

/** 各个部件自己说的话。 */
export const kit: Text["kit"] = {
  close: "关闭",
  cancel: "取消",
  save: "保存",
  remove: "移除",
  showDetails: "显示详情",
  hideDetails: "隐藏详情",
  hiddenCharacter: (code) => `看不见的字符：${code}`,
  unchanged: (n) => plural(n, { other: "{n} 个字符未改动" }),
  imageNotLoaded: "图片，未加载",
  linkTo: "此链接指向",
  copy: "复制",
  copied: "已复制",
};
