import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

/** Những gì các thành phần tự nói. */
export const kit: Text["kit"] = {
  close: "Đóng",
  cancel: "Hủy",
  save: "Lưu",
  remove: "Xóa",
  showDetails: "Xem chi tiết",
  hideDetails: "Ẩn chi tiết",
  hiddenCharacter: (code) => `Ký tự không nhìn thấy được: ${code}`,
  unchanged: (n) => plural(n, { other: "{n} ký tự không đổi" }),
  imageNotLoaded: "Hình ảnh, không tải",
  linkTo: "Liên kết này dẫn tới",
  copy: "Sao chép",
  copied: "Đã sao chép",
  faults: {
    vault_missing: "Không có chuỗi khóa nào của hệ thống trả lời.",
    vault_locked: "Chuỗi khóa đang bị khóa. Hãy mở khóa rồi thử lại.",
    vault_late: "Chuỗi khóa chưa trả lời kịp.",
    history_unreadable: "Không đọc được lịch sử.",
    key_rejected: "Nhà cung cấp không chấp nhận khóa của tài khoản này.",
    model_gone: "Nhà cung cấp không có (hoặc không còn) mô hình này.",
    rate_limited: "Nhà cung cấp yêu cầu chờ, hoặc hạn mức của tài khoản đã hết.",
    provider_unreachable: "Không có ai trả lời ở địa chỉ của tài khoản này.",
    not_a_provider: "Ở địa chỉ này có thứ trả lời, nhưng không phải nhà cung cấp loại này.",
    provider_failed: "Nhà cung cấp gặp lỗi hoặc trả lời không hiểu được.",
    server_failed: "Máy chủ không khởi động được hoặc không nói MCP. Xem nhật ký của nó.",
    server_gone: "Máy chủ không chạy hoặc đã kết thúc.",
    era_mismatch:
      "Công cụ này hỏi theo cách của giao thức kia. Hãy kết nối lại bằng giao thức kia.",
    call_failed: "Lần chạy này thất bại.",
    not_found: "Thứ được yêu cầu không (hoặc không còn) tồn tại.",
    too_late: "Quá muộn: việc này đã được quyết định hoặc đã kết thúc.",
    not_granted: "Máy chủ này không được phép dùng mô hình đó.",
  },
};
