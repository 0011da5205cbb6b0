import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

/** Những gì được nói giống nhau trên nhiều màn hình. */
export const parts: Text["parts"] = {
  you: "bạn",
  human: "viết tay",
  byRule: "một quy tắc của bạn",

  endTurn: "đã viết xong",
  stopSequence: "gặp chuỗi dừng",
  maxTokens: "đạt số token tối đa",
  toolUse: "muốn chạy một công cụ",
  stopped: "bạn đã dừng",

  withdrawn: {
    server_cancelled: "Máy chủ đã rút lại yêu cầu.",
    server_gave_up: "Máy chủ đã chờ hết mức và rút lại yêu cầu.",
    call_cancelled: "Bạn đã hủy lần gọi gây ra nó.",
    call_ended: "Lần gọi gây ra nó đã kết thúc mà không chờ.",
    server_gone: "Máy chủ đã thoát, gặp sự cố hoặc bị dừng.",
    round_refused: "Một yêu cầu khác cùng lượt đã bị từ chối, nên lần gọi không thể tiếp tục.",
    app_closed: "Countersign đã đóng khi nó còn đang mở.",
  },

  text: "Văn bản",
  image: "Hình ảnh",
  audio: "Âm thanh",
  toolUseBlock: (name) => `Mô hình muốn chạy ${name}`,
  toolResult: "Kết quả chạy công cụ",
  toolResultFailed: "Kết quả chạy công cụ; công cụ báo lỗi",
  resource: "Tài nguyên nhúng",
  resourceLink: "Con trỏ tới tài nguyên, không tải về",
  asItCame: "nguyên như khi nhận",
  user: "người dùng",
  assistant: "trợ lý",
  system: "hệ thống",

  grantFilter: "Tìm mô hình",
  grantNothing: "Không có mô hình nào phù hợp.",
  grantDefault: "Khi không đáp ứng được mong muốn của máy chủ",
  grantFirst: "Mô hình đầu tiên trong số đó",
  grantSave: (n) => plural(n, { other: "Cho phép dùng {n} mô hình này" }),
  grantPick: "Hãy chọn ít nhất một mô hình.",
  grantLoading: "Đang hỏi danh sách mô hình…",
  grantAsk: "Hỏi danh sách mô hình",
  grantNoAccount: "Chưa có tài khoản nhà cung cấp nào.",
  grantAddAccount: "Thêm tài khoản",
  grantOther: "Mô hình khác, theo tên",
  grantAdd: "Thêm",

  gotNothing: "Không có gì trong đó.",
  gotOther: "Một loại nội dung mà cửa sổ này không biết",
  gotBytes: (size) => `${size} không phải văn bản, hình hay âm thanh. Không mở.`,
  noArguments: "Không có tham số.",
  required: "bắt buộc",
  needed: "Cần điền ô này.",
  templateMissing: "Điền đủ các ô thì đọc được tài nguyên.",
  templateUri: "Sẽ đọc",
  progressOf: "Tiến độ",
  progress: (done, total) => `${done} / ${total}`,
  attached: (name, time) => `đính kèm: ${name}, đọc lúc ${time}`,
};
