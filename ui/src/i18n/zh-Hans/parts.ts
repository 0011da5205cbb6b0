import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("zh-Hans");

/** 多个界面上相同的说法。 */
export const parts: Text["parts"] = {
  you: "你",
  human: "手写",
  byRule: "你的一条规则",

  endTurn: "已写完",
  stopSequence: "遇到停止序列",
  maxTokens: "达到最大 token 数",
  toolUse: "想运行一个工具",
  stopped: "被你停止",

  withdrawn: {
    server_cancelled: "服务器撤回了请求。",
    server_gave_up: "服务器等待时间已到，撤回了请求。",
    call_cancelled: "你取消了引起它的调用。",
    call_ended: "引起它的调用没有等待就结束了。",
    server_gone: "服务器已退出、崩溃或被停止。",
    round_refused: "同一轮的另一个请求被拒绝，因此调用无法继续。",
    app_closed: "在它尚未结束时，Countersign 被关闭了。",
  },

  text: "文本",
  image: "图片",
  audio: "声音",
  toolUseBlock: (name) => `模型想运行 ${name}`,
  toolResult: "运行工具的结果",
  toolResultFailed: "运行工具的结果；工具报告失败",
  resource: "内嵌资源",
  resourceLink: "指向资源的链接，未获取",
  asItCame: "按原样",
  user: "用户",
  assistant: "助手",
  system: "系统",

  grantFilter: "查找模型",
  grantNothing: "没有匹配的模型。",
  grantDefault: "当服务器的愿望无法满足时",
  grantFirst: "其中第一个",
  grantSave: (n) => plural(n, { other: "允许使用这 {n} 个模型" }),
  grantPick: "请至少勾选一个模型。",
  grantLoading: "正在询问有哪些模型…",
  grantAsk: "询问有哪些模型",
  grantNoAccount: "还没有任何提供商账户。",
  grantAddAccount: "添加账户",
  grantOther: "按名称指定其他模型",
  grantAdd: "添加",

  gotNothing: "其中没有内容。",
  gotOther: "此窗口不认识的内容类型",
  gotBytes: (size) => `${size}，既非文字、图片，也非声音。未打开。`,
  noArguments: "没有参数。",
  required: "必填",
  needed: "需要填写。",
  templateMissing: "全部填好后即可读取资源。",
  templateUri: "将读取",
  progressOf: "进度",
  progress: (done, total) => `${done}/${total}`,
  attached: (name, time) => `已附加：${name}，读取于 ${time}`,
};
