import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("zh-Hans");

/** “模型”界面说的话。 */
export const models: Text["models"] = {
  list: "账户",
  add: "添加账户",
  emptyTitle: "还没有账户",
  empty: "账户是模型提供商及其密钥。试用并不需要账户：你可以签署一个请求，然后自己写回复。",
  kinds: {
    anthropic: "Anthropic",
    openai: "OpenAI 或兼容",
  },

  unknown: "尚未询问",
  testing: "正在测试…",
  ready: (n) => plural(n, { other: "{n} 个模型" }),
  failed: "出错",
  checked: (time) => `询问于 ${time}`,
  withKey: "密钥保存在钥匙串中",
  withKeyMemory: "密钥保存在内存中，直到你退出",
  withoutKey: "没有密钥",
  test: "再次测试",
  edit: "编辑…",
  remove: "移除…",
  address: "请求和密钥发往",
  plain: "密钥和所有文本都会未经加密地发往此主机。",

  addTitle: "添加账户",
  editTitle: (name) => `编辑 ${name}`,
  kind: "提供商",
  kindNotes: {
    anthropic: "Anthropic 的 Messages API。",
    openai: "OpenAI，或任何使用 Chat Completions 的服务：Ollama、LM Studio、OpenRouter、vLLM…",
  },
  name: "名称",
  baseUrl: "地址",
  baseUrlNote: (host) => `你的密钥和每个请求都只发往 ${host}，不会发往别处。`,
  baseUrlLocal: (host) => `请求发往 ${host}：不会离开这台计算机。`,
  baseUrlBad: "这不是地址。地址以 https:// 开头",
  key: "密钥",
  keyNew: "保存在系统的钥匙串中，不再显示。",
  keyNewMemory: "保存在内存中，直到你退出，不再显示。",
  keyOptional: "如果提供商不需要密钥（如本地服务），请留空。",
  keyKept: "保存在钥匙串中",
  keyReplace: "替换",
  keyKeep: "保留现有的",
  keyMoved: "地址已更改，请重新输入密钥：密钥绝不会自动发往新地址。",
  keyNeeded: "此提供商需要密钥。",
  save: "保存并测试",

  removeTitle: (name) => `移除 ${name}？`,
  removeBody: "账户及其密钥会被移除。它写过的内容仍留在历史记录中。",
  removeLoses: (servers) => `以下服务器将失去它的模型：${servers}。`,
  removeNone: "没有服务器使用它的模型。",

  modelList: "模型",
  find: "查找模型",
  found: (shown, all) => `${shown}/${all}`,
  noMatch: "没有匹配的模型。",
  none: "提供商没有列出任何模型。",
  notListed: "不再列出",
  usedBy: (servers) => `${servers} 可使用`,
  usedByNone: "没有服务器可使用",
  grantHint: "哪个服务器可以使用哪个模型，在该服务器的“模型许可”中设置。",
  failedModels: "服务器可使用的它的模型",
};
