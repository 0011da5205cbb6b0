import type { Text } from "../en";
import { pluralOf } from "../plural";

const plural = pluralOf("vi");

export const content: Text["content"] = {
  size: (width, height) => `${width} × ${height}`,
  pictureUnknown:
    "Không hiển thị: loại tệp này có thể chứa nhiều hơn một hình. PNG, JPEG, GIF và WebP được hiển thị.",
  pictureBroken:
    "Hình này bị hỏng nên không hiển thị được. Dữ liệu vẫn được gửi nguyên như khi nhận.",
  pictureHuge: (most) => `Không hiển thị: hình có hơn ${most} triệu điểm ảnh.`,
  tooLarge: (most) => `Không hiển thị: lớn hơn ${most}.`,
  showPicture: "Hiện hình",
  enlarge: "Phóng to hình",
  pictureOf: (width, height) => `Hình, ${width} × ${height}`,
  howLarge: "Cỡ hiển thị",
  fit: "Vừa khung",
  everyPixel: "Đủ điểm ảnh",
  soundUnknown: "Không phát được ở đây: cửa sổ này không biết loại âm thanh đó.",
  soundNotPlayed:
    "Cửa sổ này không phát được: tệp bị hỏng, hoặc hệ thống thiếu bộ giải mã. Nó vẫn được gửi nguyên như khi nhận.",
  showSound: "Cho phép phát",
  carries: "Kèm theo",
  annotations: "chú thích",
  kinds: {
    text: "Văn bản",
    image: "Hình ảnh",
    audio: "Âm thanh",
    tool_use: "Lần dùng công cụ",
    tool_result: "Kết quả công cụ",
  },

  noValues: "không có gì",
  value: "giá trị",
  structured: "Kết quả có cấu trúc",
  toolGave: (name) => `Kết quả của ${name}`,
  toolFailed: (name) => `Kết quả của ${name}; công cụ báo lỗi`,
  nothingGiven: "Không có kết quả nào.",
  toolDoes: "Công dụng",
  toolTakes: "Tham số",
  noArguments: "Không nhận tham số.",
  required: "bắt buộc",
  alsoSays: "Còn ghi thêm",
  toolsOut: (n) => plural(n, { other: "đã bỏ {n}" }),
  removeTool: (name) => `Bỏ ${name}`,
  putToolBack: (name) => `Đặt lại ${name}`,
  toolChoiceLabel: "Mô hình có được dùng không?",
  toolChoiceUnsaid: "không nói gì",

  rawRequest: "Yêu cầu gốc",
  rawNote: (bytes) => `${bytes} như khi nhận; chỉ thêm ngắt dòng cho dễ đọc.`,
  rawCopy: "Sao chép nguyên văn",

  thread: "Các lượt của một cuộc trao đổi",
  turnOf: (n, of) => `Lượt ${n} / ${of}`,
  turn: (n, preview) => `Lượt ${n}: ${preview}`,
  inTurn: (turn) => `lượt ${turn}`,
  showEarlier: "Hiện phần trước",
  hideEarlier: "Gập phần trước",
  earlier: {
    as_they_stand: (n, turn) =>
      plural(n, { other: `{n} tin nhắn, đúng như bạn đã ký ở lượt ${turn}.` }),
    changed: (n, turn) => plural(n, { other: `{n} tin nhắn đã có ở lượt ${turn}.` }),
    by_rule: (n, turn) =>
      plural(n, { other: `{n} tin nhắn, đúng như một quy tắc đã ký ở lượt ${turn}.` }),
  },
  earlierEdited: (n) => plural(n, { other: "Bạn đã sửa {n} tin trong số đó." }),
  earlierChanged:
    "Ở lượt trước bạn đã sửa tin nhắn. Máy chủ không biết điều đó, nên đây lại là lời của chính nó.",
  newInTurn: (turn) => `Mới ở lượt ${turn}`,
  isNew: "mới",

  addPart: "Thêm một phần",
  addText: "Văn bản",
  addFile: "Hình hoặc âm thanh từ tệp…",
  addResult: (name) => `Kết quả của ${name}`,
  addUse: (name) => `Dùng ${name}`,
  fileTooLarge: (size, most) =>
    `Tệp này có ${size}; chỉ gửi được tối đa ${most}. Hãy chọn tệp nhỏ hơn.`,
  fileEmpty: (name) => `${name} trống. Hãy chọn tệp khác.`,
  fileUnreadable: (name) => `Không đọc được ${name}. Hãy chọn tệp khác.`,
  fileUnknown: (name) =>
    `${name} không phải hình (PNG, JPEG, GIF, WebP) cũng không phải loại âm thanh đã biết. Hãy chọn tệp khác.`,
  editAsJson: (name) => `${name}, dạng JSON`,
  jsonTake: "Dùng bản này",
  jsonCancel: "Giữ như cũ",
  jsonBroken: (why) => `Chưa phải JSON: ${why}`,
  jsonKept: (mark) => `${mark} thay cho dữ liệu được giữ nguyên.`,
  jsonUnknown: (at) => `${at} không có chỗ ở đây. Hãy xóa nó.`,
  jsonUnfit: (at, what) => (at === "" ? `Phải là ${what}.` : `${at} phải là ${what}.`),
  jsonWants: {
    object: "một đối tượng",
    list: "một danh sách",
    text: "văn bản",
    flag: "true hoặc false",
    block: "“text”, “image”, “audio”, “resource” hoặc “resource_link”",
  },

  cannotEditing: "Bạn vẫn đang sửa JSON. Hãy dùng bản này, hoặc giữ như cũ.",
  cannotBalance: "Một lần dùng công cụ và kết quả của nó không đứng cạnh nhau.",
  cannotTools:
    "Mô hình phải dùng công cụ mà lại không có. Hãy đặt lại một công cụ, hoặc để nó tự chọn.",
  cannotMisfit: "Không khớp với công cụ của máy chủ. Hãy sửa, hoặc đánh dấu là gửi nguyên như vậy.",
  misfits: (n) =>
    plural(n, {
      other:
        "{n} điều trong câu trả lời không phải thứ mà công cụ của máy chủ nhận. Xem ngay bên dưới từng chỗ.",
    }),
  asItIs: "Tôi đã xem, và ký nguyên như vậy",
  despite: "Vẫn ký, dù",
};
