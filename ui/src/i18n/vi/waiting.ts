import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

/** Những gì nói về việc máy chủ chờ bao lâu và về câu trả lời đến quá muộn. */
export const waiting: Text["waiting"] = {
  endless: "chờ bao lâu cũng được",
  informed: "có lẽ vẫn chờ",
  still: (time) => `có lẽ còn chờ ${time} nữa`,
  over: "có lẽ đã thôi chờ",
  unknown: "không rõ nó chờ bao lâu",
  title: "Nó chờ bao lâu",
  note: "Không có gì được quyết định vì nó. Câu trả lời đến quá muộn được giữ lại và không được gửi đi.",
  informedNote:
    "Nó đã đưa một mã theo dõi tiến độ, và cứ hai giây lại được báo rằng yêu cầu đang được xem.",
  known: {
    set: "Bạn đã đặt như vậy trong cấu hình của máy chủ.",
    seen: "Lần trước nó đã bỏ cuộc sau chừng đó.",
    runtime:
      "Nó được khởi động bằng chương trình chạy JavaScript, và SDK chính thức ở đó bỏ cuộc sau một phút.",
    sdk: "Các SDK chính thức nhận câu trả lời của một vòng trong chừng đó thời gian.",
  },

  section: "Nó chờ bao lâu",
  sectionNote:
    "Chỉ để hiện trên bàn duyệt: không câu trả lời nào bị thúc giục hay gửi đi vì nó. Hãy để trống nếu bạn không biết.",
  pushed: "Cho câu trả lời của yêu cầu mà nó đẩy tới, tính bằng giây",
  pulled: "Cho các câu trả lời của một vòng, tính bằng giây",
  usually: (seconds) => `Thông thường là ${seconds}.`,
  seen: (seconds) => `Lần trước nó bỏ cuộc sau ${seconds} giây.`,
  nobodyKnows: "Không ai biết.",
  noEnd: "Chờ bao lâu cũng được.",
  saved: "Đã lưu",

  gaveUp: "Máy chủ không còn chờ nữa.",
  notDelivered: "Không có gì được gửi đi.",
  kept: "Những gì đã được viết",
  keptEdited: "Những gì bạn đã viết",
  keptNote: "Được giữ trong lịch sử. Bạn có thể chép từ đây.",
  keptEditedNote:
    "Những sửa đổi của bạn chỉ được giữ ở đây cho đến khi bạn đi tiếp. Hãy chép lại nếu cần.",

  runAgain: "Chạy lại",
  signedNote: (n) =>
    plural(n, {
      other:
        "{n} câu trả lời đã được ký và giữ lại. Khi nó hỏi lại y hệt, chúng được điền sẵn để bạn ký.",
    }),
  sameAgain: (time) => `Cùng yêu cầu như lúc ${time}; câu trả lời của bạn có sẵn đây`,
  sameAgainNote:
    "Đây đúng là yêu cầu mà bạn đã trả lời, đến từng byte, và câu trả lời đó chưa được gửi cho ai. Không có gì được gửi đi cho đến khi bạn ký lại.",
  fillIn: "Ký và dùng câu trả lời này",
  nowFilledIn: "Đã ký. Câu trả lời của bạn đã được điền.",
  filledIn: (time) => `Đây là câu trả lời bạn đã ký lúc ${time} cho cùng yêu cầu này.`,
};
