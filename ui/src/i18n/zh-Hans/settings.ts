import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("zh-Hans");

/** “设置”界面说的话。 */
export const settings: Text["settings"] = {
  appearance: "外观与语言",
  language: "语言",
  theme: "外观",
  themeSystem: "跟随系统",
  themeLight: "浅色",
  themeDark: "深色",

  limits: "限制",
  limitsNote:
    "服务器最多可以请求多少。超过限制时，服务器会收到一个说明该限制的错误，不会打扰任何人。更改从下一个请求起生效；已经打开的保持不变。",
  oneRequest: "在一个请求中",
  messages: "消息",
  bytes: "大小（MiB）",
  media: "图片和声音",
  mediaBytes: "单个图片或声音的大小（MiB）",
  tools: "工具",
  openAtOnce: "同时打开",
  open: "一个服务器的请求",
  openInAll: "所有服务器的请求",
  usually: (value) => `通常为 ${value}`,
  needed: "请输入一个数字。",
  save: "保存",
  saved: "已保存",
  discard: "放弃更改",
  reset: "恢复通常的限制",
  unsaved: (n) => plural(n, { other: "{n} 项限制未保存" }),
};
