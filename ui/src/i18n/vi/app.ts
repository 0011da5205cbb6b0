import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

/** Những gì khung cửa sổ nói. */
export const app: Text["app"] = {
  screens: "Các màn hình",
  requests: "Yêu cầu",
  servers: "Máy chủ",
  models: "Mô hình",
  history: "Lịch sử",
  settings: "Cài đặt",
  waiting: (n) => plural(n, { other: "{n} yêu cầu đang chờ bạn" }),
  running: (n) => plural(n, { other: "{n} máy chủ đang chạy" }),
  stopped: (n) => plural(n, { other: "{n} đã dừng" }),
  failed: (n) => plural(n, { other: "{n} bị lỗi" }),
  keys: "Phím tắt",
  keysEverywhere: "Ở mọi nơi",
  keysRequests: "Trên màn hình Yêu cầu",
  keyScreen: (screen) => `Đến ${screen}`,
  keyHelp: "Hiện các phím tắt này",
  keySign: "Ký",
  keyRefuse: "Từ chối…",
  keyNext: "Yêu cầu kế tiếp",
  keyPrevious: "Yêu cầu trước đó",
  keyEdit: "Sửa văn bản",
  keysGuard: "Yêu cầu vừa xuất hiện sẽ bỏ qua phím và cú nhấp trong nửa giây.",
  version: (version) => `Countersign ${version}`,
  connecting: "Đang mở…",
  lostTitle: "Cửa sổ mất liên lạc với Countersign",
  lost: "Không có gì được ký vì việc này. Hãy thoát Countersign rồi mở lại.",
  storageOpening: "Đang hỏi chuỗi khóa để lấy khóa của lịch sử…",
  storageTitle: "Lịch sử của bạn chưa mở được",
  sessionOnly:
    "Chỉ trong phiên này: lịch sử và khóa được giữ trong bộ nhớ và sẽ mất khi bạn thoát. Hãy khởi động lại Countersign để mở lịch sử của bạn.",
  tryAgain: "Thử lại",
  useSessionOnly: "Chỉ dùng cho phiên này",
  setAside: "Cất lịch sử cũ sang một bên",
  setAsideTitle: "Cất lịch sử cũ sang một bên?",
  setAsideBody: "Tệp cũ ở nguyên chỗ với tên khác, và một lịch sử mới bắt đầu. Không có gì bị xóa.",
  storageNote: "Cho đến khi bạn chọn, không máy chủ nào chạy và không có gì được gửi đi.",
};
