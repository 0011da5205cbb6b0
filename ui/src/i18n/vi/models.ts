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
    command: "Một chương trình",
  },

  unknown: "Chưa hỏi",
  testing: "Đang kiểm tra…",
  ready: (n) => plural(n, { other: "{n} mô hình" }),
  failed: "Bị lỗi",
  checked: (time) => `hỏi lúc ${time}`,
  withKey: "khóa được giữ trong chuỗi khóa",
  withKeyMemory: "khóa được giữ trong bộ nhớ cho đến khi bạn thoát",
  withoutKey: "không có khóa",
  withHeaders: (names) => `kèm các header ${names}`,
  test: "Kiểm tra lại",
  edit: "Sửa…",
  remove: "Xóa…",
  address: "Yêu cầu và khóa được gửi tới",
  plain: "Khóa và mọi văn bản đi tới máy này mà không được mã hóa.",

  addTitle: "Thêm tài khoản",
  editTitle: (name) => `Sửa ${name}`,
  preset: "Nhà cung cấp",
  groups: { provider: "Nhà cung cấp", local: "Trên máy này", program: "Chương trình" },
  otherProvider: "Nơi khác, tương thích với OpenAI",
  kind: "Giao thức",
  kindNotes: {
    anthropic: "Messages API của Anthropic.",
    openai: "Chat Completions, mà gần như mọi nhà cung cấp và máy chủ cục bộ đều nói.",
    openai_responses: "API mới hơn của OpenAI. Ít nơi khác hỗ trợ.",
    gemini: "generateContent, như các mô hình của Google dùng.",
    ollama: "API riêng của Ollama, cho nó biết cần bao nhiêu ngữ cảnh.",
    command:
      "Một chương trình trên máy này: lời nhắc vào đầu vào chuẩn, câu trả lời ra đầu ra chuẩn.",
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
  headers: {
    title: "Header",
    note: "Gửi kèm mọi yêu cầu, như một số cổng và tổ chức đòi hỏi. Giá trị được giữ cạnh khóa, không bao giờ hiện lại và không bao giờ gửi đến địa chỉ khác.",
    add: "Thêm header",
    remove: (name) => `Xóa ${name || "header này"}`,
    needsName: "Header cần có tên, và tên không được chứa “=” hay dấu cách.",
  },
  keyNeeded: "Nhà cung cấp này cần khóa.",
  save: "Lưu và kiểm tra",

  // A program that answers.
  otherProgram: "Chương trình khác",
  programLine: "Lệnh và tham số",
  programLineNote: (model: string) =>
    `Chạy không qua shell, trong một thư mục trống sẽ bị xóa sau đó. ${model} thay cho tên mô hình.`,
  programQuote: "Có dấu ngoặc kép chưa đóng.",
  programLineNeeded: "Hãy cho biết chương trình nào trả lời, không đặt biến ở trước.",
  programWhich: (model: string) =>
    `Có nhiều mô hình thì phải có tham số nói rõ mô hình nào: viết ${model} ở chỗ của tên.`,
  programUnknown: (names, model) =>
    `${names} không thay cho gì cả và được đưa cho chương trình nguyên như vậy. Chỉ ${model} được thay.`,
  programRuns: "Sẽ chạy như sau, mỗi dòng một tham số:",
  programModels: "Tên các mô hình",
  programModelsNote: "Cách nhau bằng dấu phẩy. Máy chủ được phép dùng từng cái một.",
  programModelsNeeded: "Cần ít nhất một tên; tên không bắt đầu bằng dấu gạch ngang.",
  programAt: "Vị trí câu trả lời trong JSON",
  programAtNote:
    "Chỉ khi chương trình viết JSON, ví dụ /result. Để trống: mọi thứ nó viết là câu trả lời.",
  programAtBad: "Bắt đầu bằng dấu gạch chéo, như /result.",
  programSeconds: "Giới hạn thời gian (giây)",
  programSecondsBad: "Từ 1 giây đến một giờ (3600).",
  programConsentTitle: "Cho chương trình này trả lời?",
  programConsent:
    "Countersign sẽ chạy chương trình này với quyền của bạn, mỗi khi bạn ký một yêu cầu cho nó.",
  programWarning:
    "Nó có thể làm nhiều hơn là trả lời: dùng công cụ riêng, đọc và sửa tệp của bạn, gửi những gì nhận được qua mạng bằng tài khoản riêng của nó. Chi phí của nó không thấy được ở đây.",
  programConsentNote:
    "Nó nhận yêu cầu qua đầu vào chuẩn, vài biến của bạn (không có khóa nào), và một thư mục trống. Nếu chương trình thay đổi, nó không được chạy cho đến khi bạn đồng ý lại.",
  programAgree: "Đồng ý và lưu",
  programGoes: (seconds: string) => `Chương trình nhận mỗi yêu cầu, với tối đa ${seconds} giây:`,
  programCheck: "Xem lại",
  programTry: "Chạy thử một lần",
  programAsked: (sentence: string) => `Bạn đã hỏi: “${sentence}”`,
  programTried: (name: string) => `${name} đã trả lời`,

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
