"""Where the designation of an unnumbered document ends: topic, quoted title.

Each reader takes the index after the document's head and returns the index after the designation, or None where the words there
designate nothing ("nghị quyết đề ra", "các nghị quyết").
"""

from __future__ import annotations

from bienban.lang.tokens import Tokens, key_set
from bienban.lang.vi.calendar import year_of
from bienban.lang.vi.document_numbers import number_at

__all__ = ["CLAUSE", "quoted_end", "title_end", "topic_end"]

_OPEN = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}
_STOPS = frozenset('.;:?!…)”’»"“*•»>[]')
CLAUSE = key_set(
    "đã được là sẽ nhằm mà theo khi thì cũng đang còn phải vừa có góp qua sau trước gắn tại do nêu để bởi nếu ngày từ đề trình "
    "ông bà hiện nhưng chưa sát cần vào không rất này đó trên thông bị sớm nên cho với lên bằng vẫn"
)
"""Words that go on with the sentence and not with a title."""
# Where such a word belongs to a title all the same: by the word after it, or by the word before.
_ONWARD = {
    "trong": key_set("thời tình giai công bối hệ đảng điều lĩnh hoạt nước quản lực nội học trường sản doanh ngành giáo cơ"),
    "cho": key_set("người tp các thành tỉnh"),
    "tại": key_set("doanh địa cơ các"),
    "vừa": key_set("và"),
    "không": key_set("gian quân khí"),
    "thông": key_set("tin thoáng minh"),
    "hiện": key_set("đại hành"),
    "sau": key_set("đại thu"),
    "trên": key_set("địa biển không"),
    "theo": key_set("hướng chuỗi"),
    "gắn": key_set("với"),
    "có": key_set("công"),
}
_BACKWARD = {
    "hiện": key_set("thực phát thể biểu"),
    "trình": key_set("quá chương công quy lộ tiến giáo"),
    "thông": key_set("giao truyền viễn phổ"),
    "sát": key_set("giám khảo quan cảnh"),
    "đề": key_set("vấn chuyên"),
    "do": key_set("tự"),
    "có": key_set("sẵn"),
    "bằng": key_set("công đồng cân văn"),
    "vào": key_set("đầu"),
    "qua": key_set("vượt"),
    "lên": key_set("phát"),
    "góp": key_set("đóng"),
    "không": key_set("hàng"),
    "bị": key_set("chuẩn thiết trang"),
    "với": key_set("đối gắn"),
    "theo": key_set("kèm"),
}
# Words that end no title.
_DANGLING = key_set("đối của và những các về cho với một hoặc cùng như")
# First syllables of verbs that tell what is done with a document after "và".
_ACTS = key_set("xem nghe thảo thông bầu trao yêu giao biểu nhấn khẳng kêu cam hoan")
# Words that a dash between spaces joins.
_JOINED = frozenset(
    {("tế", "xã"), ("trị", "xã"), ("hóa", "xã"), ("phòng", "an"), ("ninh", "quốc"), ("binh", "xã"), ("trị", "kinh"),
     ("xã", "văn"), ("hội", "quốc"), ("nghề", "nghiệp"), ("động", "thương"),
     ("lâm", "ngư"), ("nông", "lâm"), ("hội", "an"), ("trị", "tư")}
)  # fmt: skip
_NEWCLAUSE = CLAUSE | key_set("trong đồng qua giúp dự đặc bao nhất gồm kể trừ tuy hai ba")
# First syllables with which a title goes on after a comma ("xây dựng, chỉnh đốn", "đến năm 2030, tầm nhìn …").
_CONTINUED = key_set("chỉnh chống tầm định bổ công viên")
# Last syllables of heads: a number after one is that of a document inside the title.
_HEAD_ENDS = key_set("quyết thị định luận hoạch trình luật tư bộ cáo án")
_AFTER_YEAR = key_set("của và về tầm trên tại định trong hướng")
_OTHER_HEADS = key_set("nghị chỉ quyết kết kế chương thông quy điều đề luật hiến pháp")
_ABBREVIATED = key_set("tp tx tt q p h")
_NO_TITLE = CLAUSE | key_set("của và trong về đối hoặc")


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def quoted_end(tokens: Tokens, index: int) -> int | None:
    """The index after the closing mark of a title of three words or more in quotation marks at the index."""
    close = _OPEN.get(_key(tokens, index))
    if close is None:
        return None
    for at in range(index + 1, min(index + 60, len(tokens))):
        if tokens[at].text == close:
            return at + 1 if at - index > 3 else None
        if tokens[at].text in "\n;":
            return None
    return None


def topic_end(tokens: Tokens, index: int, limit: int = 42) -> int | None:
    """The index after a topic whose first word stands at the index ("xây dựng, chỉnh đốn Đảng"), None under two words."""
    if (quoted := quoted_end(tokens, index)) is not None:
        return quoted
    at = index
    if index < len(tokens) and not (tokens[index].is_word or tokens[index].is_number):
        return None
    while at < min(index + limit, len(tokens)) and not _ends(tokens, index, at):
        at += 1
        if at < len(tokens) and tokens[at].text in "“«" and (quoted := quoted_end(tokens, at)) is not None:
            return quoted
        if tokens[at - 1].text == "(":
            at += next((n for n, t in enumerate(tokens[at : at + 6]) if t.text == ")"), -1) + 1
    while at > index and (tokens[at - 1].key in _DANGLING or tokens[at - 1].text in "-–,"):
        at -= 1
    return at if at - index >= 2 else None


def _ends(tokens: Tokens, index: int, at: int) -> bool:
    """Whether the token at ``at`` no longer belongs to the topic that begins at ``index``."""
    token = tokens[at]
    if token.text == "." and _abbreviates(tokens, at):
        return False
    if token.text in _STOPS or (token.text in "-–" and token.start > tokens[at - 1].end and not _dashed(tokens, at)):
        return True
    if token.text == "(" and _key(tokens, at + 1) not in ("sửa", "khóa") and not _key(tokens, at + 1).isdecimal():
        return True
    if token.text == "," and not _coordinates(tokens, at, index):
        return True
    if token.key in ("và", ",") and (_opens_another(tokens, at + 1) or _key(tokens, at + 1) in _ACTS):
        return True
    if token.key == "quy" and at > index and _key(tokens, at + 1) == "định":
        return True
    if _past_period(tokens, at) and token.is_word and token.key not in _AFTER_YEAR and not token.capital:
        return True
    if token.key == "số" and _key(tokens, at - 1) not in _HEAD_ENDS and _suffixed(tokens, at):
        return True
    return at > index and (token.key in CLAUSE or token.key == "trong") and not _goes_on(tokens, at)


def _abbreviates(tokens: Tokens, at: int) -> bool:
    """Whether a point belongs to an abbreviated word of level before a name: "TP. Sông Lam", "TX.Bãi Bàng"."""
    return tokens[at - 1].key in _ABBREVIATED and at + 1 < len(tokens) and tokens[at + 1].capital


def _suffixed(tokens: Tokens, at: int) -> bool:
    """Whether the number of a document stands at the index."""
    number = number_at(tokens, at)
    return number is not None and number.suffixed


def _past_period(tokens: Tokens, at: int) -> bool:
    """Whether a year that a period ends with stands before the index ("giai đoạn 2031 - 2035", "đến năm 2030")."""
    if year_of(_key(tokens, at - 1)) is None:
        return False
    return _key(tokens, at - 2) in ("năm", "-", "–")


def _dashed(tokens: Tokens, at: int) -> bool:
    """Whether a dash between spaces joins two words or two years ("kinh tế - xã hội", "2031 - 2035")."""
    if at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if (before.is_number and after.is_number) or (before.capital and after.text.isupper() and 1 < len(after.text) < 7):
        return True
    return (before.key, after.key) in _JOINED


def _opens_another(tokens: Tokens, index: int) -> bool:
    """Whether the head of another document stands at the index ("… và Quy chế …")."""
    return (
        index + 1 < len(tokens) and tokens[index].capital and tokens[index].key in _OTHER_HEADS and not tokens[index + 1].capital
    )


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a word that mostly begins a clause is part of the title here ("thực hiện", "trong tình hình mới")."""
    key = tokens[at].key
    return _key(tokens, at + 1) in _ONWARD.get(key, ()) or _key(tokens, at - 1) in _BACKWARD.get(key, ())


def _coordinates(tokens: Tokens, comma: int, first: int) -> bool:
    """Whether a comma joins parts of a title: a small letter after it, and soon "và" or one more comma, or few words before."""
    follow = tokens[comma + 1] if comma + 1 < len(tokens) else None
    if follow is None or follow.capital or not follow.is_word or follow.key in _NEWCLAUSE:
        return False
    if follow.key in _CONTINUED:
        return True
    for at in range(comma + 1, min(comma + 8, len(tokens))):
        if tokens[at].key in ("và", ","):
            return True
        if tokens[at].text in _STOPS or (tokens[at].key in CLAUSE and not _goes_on(tokens, at)):
            break
    return (comma - first <= 3 and not tokens[comma - 1].capital) or any(
        tokens[at].text == "," for at in range(max(first, comma - 4), comma)
    )


def title_end(tokens: Tokens, index: int) -> int | None:
    """The index after the title of a document whose head is capitalised: at least two words that are no clause."""
    if index >= len(tokens) or not tokens[index].is_word or (tokens[index].key in _NO_TITLE and not _goes_on(tokens, index)):
        return None
    return topic_end(tokens, index, 30)
