"""The words beside a number that say what it is: a goal, a rise, an attainment, a share, something achieved."""

from __future__ import annotations

import re

__all__ = ["ACHIEVED", "BY", "CLOSED", "GOAL", "PLAN", "REACHED", "RISE", "SHARE", "UNTIL"]

GOAL = re.compile(
    r"\b(?:phấn đấu|mục tiêu|sẽ|dự kiến|muốn|nỗ lực|hướng tới|đặt ra|đề ra chỉ tiêu|nhiệm vụ năm|phương hướng|sớm nâng"
    r"|tiếp tục nâng|phải (?:đạt|tăng|giảm)|cần (?:đạt|tăng|giảm|tiết kiệm))\b",
    re.IGNORECASE,
)
UNTIL = re.compile(r"(?<!\d )\b(?P<range>từ (?:năm )?(?:19|20)\d\d )?(?:đến|tới)(?: hết)? năm (?P<year>20\d\d)\b", re.IGNORECASE)
BY = re.compile(r"[^.;,()]{0,40}\bvào (?:cuối )?năm (?P<year>20\d\d)\b", re.IGNORECASE)
RISE = re.compile(r"\b(?:tăng|giảm|tăng thêm|giảm bớt)(?:\s+(?:trên|hơn|gần|khoảng|thêm|tới|đến))*\s*$", re.IGNORECASE)
REACHED = re.compile(r"\b(?:đạt(?: tỷ lệ)?|bằng|tương đương|hoàn thành|vượt)(?:\s+(?:trên|hơn|gần|khoảng))*\s*$", re.IGNORECASE)
SHARE = re.compile(r"\b(?:chiếm|tỷ lệ|tỉ lệ|tỷ trọng)(?:\s+(?:trên|hơn|gần|khoảng))*\s*$", re.IGNORECASE)
ACHIEVED = re.compile(
    r"\b(?:công bố|ban hành|biên soạn|xuất bản|nghiên cứu|kiểm tra|rà soát|thu hút|thanh tra|khởi công|bàn giao|trồng|sửa chữa"
    r"|đạt|kết nạp|thành lập|giải quyết|xử lý|hoàn thành|tổng số|xây dựng|thực hiện|tổ chức|được|đã|có|còn|là)\W*\S*\W*$",
    re.IGNORECASE,
)
PLAN = re.compile(r"\s*(?:so với\s+|của\s+)?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|KH|pháp lệnh)", re.IGNORECASE)
CLOSED = re.compile(r"\s*(?:[,.;:()]|$|so với|kế hoạch|chỉ tiêu|dự toán|mục tiêu|và\b|nghị quyết)", re.IGNORECASE)
