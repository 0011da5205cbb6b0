import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

/** Những gì màn hình Mô hình nói. */
export const models: Text["models"] = {
  list: "Tài khoản",
  add: "Thêm tài khoản",
  emptyTitle: "Chưa có tài khoản nào",
  empty:
    "Tài khoản là một nhà cung cấp mô hình cùng khóa của nó. Để dùng thử thì không cần: bạn có thể ký một yêu cầu và tự viết câu trả lời.",
  kinds: {
    anthropic: "Anthropic Messages",
    openai: "OpenAI Chat Completions",
    openai_responses: "OpenAI Responses",
    gemini: "Google Gemini",
    ollama: "Ollama",
  },

  unknown: "Chưa hỏi",
  testing: "Đang kiểm tra…",
  ready: (n) => plural(n, { other: "{n} mô hình" }),
  failed: "Bị lỗi",
  checked: (time) => `hỏi lúc ${time}`,
  withKey: "khóa được giữ trong chuỗi khóa",
  withKeyMemory: "khóa được giữ trong bộ nhớ cho đến khi bạn thoát",
  withoutKey: "không có khóa",
  test: "Kiểm tra lại",
  edit: "Sửa…",
  remove: "Xóa…",
  address: "Yêu cầu và khóa được gửi tới",
  plain: "Khóa và mọi văn bản đi tới máy này mà không được mã hóa.",

  addTitle: "Thêm tài khoản",
  editTitle: (name) => `Sửa ${name}`,
  preset: "Nhà cung cấp",
  otherProvider: "Nơi khác, tương thích với OpenAI",
  kind: "Giao thức",
  kindNotes: {
    anthropic: "Messages API của Anthropic.",
    openai: "Chat Completions, mà gần như mọi nhà cung cấp và máy chủ cục bộ đều nói.",
    openai_responses: "API mới hơn của OpenAI. Ít nơi khác hỗ trợ.",
    gemini: "generateContent, như các mô hình của Google dùng.",
    ollama: "API riêng của Ollama, cho nó biết cần bao nhiêu ngữ cảnh.",
  },
  name: "Tên",
  baseUrl: "Địa chỉ",
  baseUrlNote: (host) => `Khóa và mọi yêu cầu được gửi tới ${host}, và không nơi nào khác.`,
  baseUrlLocal: (host) => `Yêu cầu được gửi tới ${host}: chúng ở lại trên máy này.`,
  baseUrlBad: "Đây không phải là địa chỉ. Địa chỉ bắt đầu bằng https://",
  baseUrlBlank: "Hãy điền phần viết hoa.",
  key: "Khóa",
  keyNew: "Được giữ trong chuỗi khóa của hệ thống. Không bao giờ hiện lại.",
  keyNewMemory: "Được giữ trong bộ nhớ cho đến khi bạn thoát. Không bao giờ hiện lại.",
  keyOptional: "Để trống nếu nhà cung cấp không cần khóa, như các nhà cung cấp cục bộ.",
  keyKept: "được giữ trong chuỗi khóa",
  keyReplace: "Thay",
  keyKeep: "Giữ khóa hiện có",
  keyMoved:
    "Địa chỉ đã đổi, nên hãy nhập lại khóa: khóa không bao giờ tự được gửi tới địa chỉ mới.",
  keyNeeded: "Nhà cung cấp này cần khóa.",
  save: "Lưu và kiểm tra",

  removeTitle: (name) => `Xóa ${name}?`,
  removeBody: "Tài khoản và khóa của nó bị xóa. Những gì nó đã viết vẫn còn trong lịch sử.",
  removeLoses: (servers) => `Các máy chủ này mất mô hình của nó: ${servers}.`,
  removeNone: "Không máy chủ nào dùng mô hình của nó.",

  modelList: "Mô hình",
  find: "Tìm mô hình",
  found: (shown, all) => `${shown} / ${all}`,
  noMatch: "Không có mô hình nào phù hợp.",
  none: "Nhà cung cấp không liệt kê mô hình nào.",
  notListed: "không còn được liệt kê",
  usedBy: (servers) => `${servers} được dùng`,
  usedByNone: "không máy chủ nào được dùng",
  grantHint: "Máy chủ nào được dùng mô hình nào được đặt ở máy chủ đó, trong Quyền dùng mô hình.",
  failedModels: "Những gì các máy chủ được dùng của nó",
};
