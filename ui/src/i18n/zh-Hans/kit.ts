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
  faults: {
    vault_missing: "没有系统钥匙串作出回应。",
    vault_locked: "钥匙串已锁定。请解锁后重试。",
    vault_late: "钥匙串没有及时回应。",
    history_unreadable: "无法读取历史记录。",
    key_rejected: "提供商不接受此账户的密钥。",
    model_gone: "提供商没有（或不再有）此模型。",
    rate_limited: "提供商要求等待，或账户的额度已用完。",
    provider_unreachable: "此账户的地址没有任何回应。",
    not_a_provider: "此地址有回应，但不是这种提供商。",
    provider_failed: "提供商出错，或其回答无法理解。",
    server_failed: "服务器无法启动，或不使用 MCP。请查看其日志。",
    server_gone: "服务器没有运行，或已经结束。",
    era_mismatch: "此工具按另一种协议的方式提问。请用另一种协议重新连接。",
    call_failed: "这次运行失败了。",
    not_found: "所请求的内容不存在，或已不存在。",
    too_late: "太迟了：此事已有决定或已经结束。",
    not_granted: "此服务器不得使用该模型。",
  },
};
