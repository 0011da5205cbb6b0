import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

/** Những gì màn hình Cài đặt nói. */
export const settings: Text["settings"] = {
  appearance: "Giao diện và ngôn ngữ",
  language: "Ngôn ngữ",
  theme: "Giao diện",
  themeSystem: "Theo hệ thống",
  themeLight: "Sáng",
  themeDark: "Tối",

  limits: "Giới hạn",
  limitsNote:
    "Các máy chủ được hỏi nhiều đến đâu. Vượt quá giới hạn, máy chủ nhận một lỗi cho biết giới hạn đó và không ai bị làm phiền. Thay đổi có hiệu lực từ yêu cầu kế tiếp; những gì đang mở vẫn giữ nguyên.",
  oneRequest: "Trong một yêu cầu",
  messages: "Tin nhắn",
  bytes: "Dung lượng, tính bằng MiB",
  media: "Hình ảnh và âm thanh",
  mediaBytes: "Dung lượng một hình ảnh hoặc âm thanh, tính bằng MiB",
  tools: "Công cụ",
  openAtOnce: "Mở cùng lúc",
  open: "Yêu cầu của một máy chủ",
  openInAll: "Yêu cầu của tất cả máy chủ",
  usually: (value) => `Thông thường là ${value}`,
  needed: "Hãy nhập một con số.",
  save: "Lưu",
  saved: "Đã lưu",
  discard: "Bỏ thay đổi",
  reset: "Trở về giới hạn thông thường",
  unsaved: (n) => plural(n, { other: "{n} giới hạn chưa lưu" }),
};
