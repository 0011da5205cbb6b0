import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

/** Những gì câu hỏi của máy chủ, trang cần ghé và các vòng nói. */
export const questions: Text["questions"] = {
  formTag: "biểu mẫu",
  pageTag: "trang cần ghé",
  visiting: "Trang bạn đã mở",
  roundOf: (server, number, of) =>
    `${server} · vòng ${number} của một lần gọi, ${plural(of, { other: "{n} yêu cầu" })}`,
  pausePreview: "Chờ đến khi bạn cho tiếp tục",
  nowArrived: (server) => `${server} hỏi bạn.`,

  asks: (server) => `${server} hỏi bạn`,
  wantsVisit: (server) => `${server} muốn bạn ghé một trang`,
  message: (server) => `Lời của ${server}`,
  form: "Câu trả lời của bạn",
  noFields: "Nó không hỏi gì ngoài sự đồng ý của bạn.",
  required: "bắt buộc",
  notGiven: "không cho biết",
  yes: "có",
  no: "không",
  whole: "Số nguyên",
  formats: {
    email: "Địa chỉ e-mail",
    uri: "Địa chỉ web hoặc URI khác",
    date: "Một ngày: năm-tháng-ngày",
    "date-time": "Một thời điểm, kèm múi giờ",
  },
  wrong: {
    missing: "Cần điền mục này.",
    number: "Đây không phải là số.",
    integer: "Đây không phải là số nguyên.",
  },
  tooSmall: (n) => `Ít nhất ${n}`,
  tooLarge: (n) => `Nhiều nhất ${n}`,
  notAbove: (n) => `Lớn hơn ${n}`,
  notBelow: (n) => `Nhỏ hơn ${n}`,
  tooShort: (n) => plural(n, { other: "Ít nhất {n} ký tự" }),
  tooLong: (n) => plural(n, { other: "Nhiều nhất {n} ký tự" }),
  tooFew: (n) => plural(n, { other: "Chọn ít nhất {n}" }),
  tooMany: (n) => plural(n, { other: "Chọn nhiều nhất {n}" }),
  kept: "Câu trả lời được gửi cho máy chủ và được giữ trong lịch sử, có mã hóa. Đừng nhập mật khẩu hay khóa: máy chủ không được hỏi những thứ đó trong biểu mẫu.",
  sent: "Những gì sẽ được gửi",
  threeAnswers: "Từ chối nghĩa là không. Bỏ qua không phải là có, cũng không phải là không.",
  send: "Gửi",
  decline: "Từ chối",
  cancel: "Bỏ qua",
  nowSent: (server) => `Câu trả lời đã được gửi cho ${server}.`,
  nowDeclined: (server) => `${server} đã nhận câu trả lời là không.`,
  nowCancelled: (server) => `${server} được biết là bạn đã bỏ qua.`,
  over: "Câu hỏi này đã xong",
  overNote: "Nó đã được trả lời hoặc rút lại. Lịch sử cho biết điều gì đã xảy ra.",
  back: "Về bàn",

  page: "Trang",
  visit: "Bạn sẽ ghé",
  copyAddress: "Sao chép địa chỉ",
  pageNote:
    "Countersign không xem trang này. Những gì bạn làm ở đó là giữa bạn và người vận hành nó.",
  notEncrypted: "Kết nối không được mã hóa: người khác có thể đọc và sửa những gì được gửi.",
  userinfo:
    "Trước máy chủ có một cái tên, có thể trông giống tên máy chủ. Máy chủ thật là phần được đánh dấu.",
  punycode: (reads) =>
    `Tên máy chủ dùng chữ ngoài a đến z và đọc là ${reads}. Nó có thể trông giống một tên khác.`,
  mixedScripts: (reads) => `${reads} trộn chữ của nhiều hệ chữ, điều mà tên thường không có.`,
  numberHost: "Máy chủ là một con số thay vì một cái tên.",
  near: "Trang nằm trên máy này hoặc trong mạng nội bộ của bạn.",
  rewritten: (sent) => `Máy chủ đã viết theo cách khác: ${sent}`,
  open: "Mở trong trình duyệt",
  opensOnly: "Mở địa chỉ này trong trình duyệt của bạn, ngoài ra không làm gì.",
  waitsPushed: (server) => `Bạn đã mở. ${server} biết điều đó và sẽ báo khi xong.`,
  waitsPulled: (server) => `Bạn đã mở. ${server} chờ bạn tiếp tục ở đây.`,
  goOn: "Tiếp tục",
  done: "Tôi xong rồi",
  nowOpened: (server) => `Đã mở trang của ${server}.`,
  nowDone: (server) => `${server} tiếp tục.`,

  round: (number, of) => `Vòng ${number} của lần gọi này, ${plural(of, { other: "{n} yêu cầu" })}`,
  lastsUntil: (time) =>
    `Hãy trả lời hết trước ${time}: phần lớn máy chủ không nhận câu trả lời sau mười phút.`,
  lasted: (time) => `Mười phút đã hết lúc ${time}: máy chủ có thể không nhận câu trả lời nữa.`,
  signAll: (n) => plural(n, { other: "Ký {n} prompt" }),
  signAllTitle: (n) => plural(n, { other: "Ký {n} prompt này?" }),
  signAllBody:
    "Mỗi prompt được gửi một lần đến mô hình của nó, đúng như máy chủ viết. Chỉ ký được ở đây những prompt bạn đã xem đến cuối và chưa sửa; biểu mẫu và trang được trả lời trên thẻ riêng.",
  seen: "Đã xem đến cuối, chưa sửa",
  notSeen: "Chưa xem đến cuối: hãy xem thẻ của nó trước.",
  edited: "Bạn đã sửa: hãy ký trên thẻ của nó.",
  noModel: "Chưa mô hình nào được phép: hãy chọn trên thẻ của nó.",
  noModelYet: "Chưa có mô hình",
  cannotGo: "Không thể gửi như hiện tại: hãy sửa trên thẻ của nó.",
  movedOn: "Nó đã thay đổi trong lúc đó.",
  reading: "Đang đọc…",
  nowAllSigned: (n) => plural(n, { other: "Đã ký {n} prompt." }),
  refuseRound: "Từ chối cả vòng…",
  refuseRoundTitle: "Từ chối vòng này?",
  refuseRoundBody:
    "Lần gọi kết thúc. Mọi yêu cầu khác của vòng được rút lại; các câu trả lời đã có vẫn nằm trong lịch sử.",
  refuseRoundNow: "Từ chối tất cả",
  nowRoundRefused: (server) => `Đã từ chối vòng của ${server}.`,

  pauseTitle: (called, n) => `${called} đã hỏi ${n} lần liên tiếp`,
  pauseBody:
    "Lần gọi tạm dừng ở đây và còn muốn hỏi thêm. Không có gì mất: những gì đã trả lời nằm trong lịch sử, và đi tiếp cùng lần gọi nếu bạn cho phép.",
  pauseNote: "Nó lại tạm dừng sau mười vòng nữa.",
  pauseGoOn: "Cho tiếp tục",
  pauseEnd: "Kết thúc lần gọi",
  nowGoesOn: "Lần gọi tiếp tục.",
  nowEnded: "Lần gọi đã kết thúc.",
};
