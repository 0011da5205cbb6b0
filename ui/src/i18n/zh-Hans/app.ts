import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("zh-Hans");

/** 窗口框架说的话。 */
export const app: Text["app"] = {
  screens: "界面",
  requests: "请求",
  servers: "服务器",
  models: "模型",
  history: "历史",
  settings: "设置",
  waiting: (n) => plural(n, { other: "{n} 个请求在等你" }),
  running: (n) => plural(n, { other: "{n} 个服务器运行中" }),
  stopped: (n) => plural(n, { other: "{n} 个已停止" }),
  failed: (n) => plural(n, { other: "{n} 个出错" }),
  keys: "键盘快捷键",
  keysEverywhere: "任何地方",
  keysRequests: "在“请求”界面",
  keyScreen: (screen) => `前往“${screen}”`,
  keyHelp: "显示这些快捷键",
  keySign: "签署",
  keyRefuse: "拒绝…",
  keyNext: "下一个请求",
  keyPrevious: "上一个请求",
  keyEdit: "编辑文本",
  keysGuard: "刚出现的请求在半秒内不接受按键和点击。",
  version: (version) => `Countersign ${version}`,
  connecting: "正在打开…",
  lostTitle: "窗口与 Countersign 失去联系",
  lost: "没有任何内容因此被签署。请退出 Countersign 后重新启动。",
  storageOpening: "正在向钥匙串索取历史记录的密钥…",
  storageTitle: "历史记录未能打开",
  sessionOnly:
    "仅限本次会话：历史记录和密钥只保存在内存中，退出后即消失。要打开历史记录，请重新启动 Countersign。",
  tryAgain: "重试",
  useSessionOnly: "仅用于本次会话",
  setAside: "将历史记录另存一旁",
  setAsideTitle: "将历史记录另存一旁？",
  setAsideBody: "旧文件会换个名字留在原处，并开始新的历史记录。不会删除任何内容。",
  storageNote: "在你做出选择之前，不会运行任何服务器，也不会发送任何内容。",
};
