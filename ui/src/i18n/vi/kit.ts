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
};
