import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("zh-Hans");

/** 关于服务器会等多久，以及来得太晚的回答。 */
export const waiting: Text["waiting"] = {
  endless: "需要多久就等多久",
  informed: "多半会继续等",
  still: (time) => `多半还会等 ${time}`,
  over: "多半已经不再等待",
  unknown: "不知道它会等多久",
  title: "它会等多久",
  note: "不会因此替你做任何决定。来得太晚的回答会被保留，但不会送出。",
  informedNote: "它给了一个进度令牌，每两秒会得知它的请求正在被查看。",
  known: {
    set: "这是你在服务器的配置中设定的。",
    seen: "它上次过了这么久就放弃了。",
    runtime: "它由运行 JavaScript 的程序启动，那里的官方 SDK 一分钟后就会放弃。",
    sdk: "官方 SDK 在这段时间内接受一轮的回答。",
  },

  section: "它会等多久",
  sectionNote: "只显示在审批台上：不会因此催促或送出任何回答。不知道就留空。",
  pushed: "等待对其推送请求的回答，单位为秒",
  pulled: "等待一轮的回答，单位为秒",
  usually: (seconds) => `通常为 ${seconds}。`,
  seen: (seconds) => `它上次在 ${seconds} 秒后放弃了。`,
  nobodyKnows: "没有人知道。",
  noEnd: "需要多久就等多久。",
  saved: "已保存",

  gaveUp: "服务器不再等待。",
  notDelivered: "没有送出任何内容。",
  kept: "当时已写下的内容",
  keptEdited: "你当时写下的内容",
  keptNote: "已保留在历史中。你可以从这里复制。",
  keptEditedNote: "你的修改只保留在这里，直到你离开。需要的话请复制。",

  runAgain: "再次运行",
  signedNote: (n) =>
    plural(n, {
      other: "{n} 个回答已签署并保留。如果它再次提出完全相同的请求，会替你填好，等你签署。",
    }),
  sameAgain: (time) => `与 ${time} 的请求相同；你的回答还在`,
  sameAgainNote:
    "它与你回答过的请求逐字节相同，而那个回答没有送给任何人。在你再次签署之前，不会送回任何内容。",
  fillIn: "签署并采用这个回答",
  nowFilledIn: "已签署。你的回答已填好。",
  filledIn: (time) => `这是你在 ${time} 为同一请求签署的回答。`,
};
