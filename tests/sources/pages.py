"""Web pages as newspapers build them, around an invented article."""

from __future__ import annotations

TITLE = "Xã Đông Mai họp phiên thường kỳ"
PARAGRAPHS = (
    "Sáng 5/4, Đảng ủy xã Đông Mai tổ chức phiên họp thường kỳ tháng 4 để bàn việc làm đường vào thôn Bãi Dài.",
    "Đồng chí Trần Văn Bình, Bí thư Đảng ủy xã, chủ trì phiên họp. Cùng dự có bà Đoàn Thị Thu Hiền, Phó Chủ tịch UBND xã.",
    "Các đại biểu thống nhất giao UBND xã lập dự toán, báo cáo Đảng ủy trước ngày 20/4.",
)
AROUND = ("Trang chủ", "Tin liên quan", "Bản quyền", "Bài đọc nhiều", "Bình luận của bạn đọc")


def page(*, head: str = "", title: str = TITLE, paragraphs: tuple[str, ...] = PARAGRAPHS, charset: str = "utf-8") -> str:
    """A page with menus, a list of other articles, comments and a footer around the article."""
    body = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>{title}</title>
{head}
<script>var tin = "Không đọc";</script></head>
<body><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/chinh-tri">Chính trị</a></li></ul></nav>
<main><article><h1>{title}</h1>
{body}<figure><img src="/anh/1.jpg" alt=""></figure></article></main>
<aside><h3>Tin liên quan</h3><ul><li><a href="/khac">Bài đọc nhiều</a></li></ul></aside>
<div class="comments" id="comments"><p>Bình luận của bạn đọc</p></div>
<footer><p>Bản quyền của tòa soạn. Điện thoại: 024 0000</p></footer></body></html>
"""


META = """<meta property="og:site_name" content="Báo Mẫu">
<link rel="canonical" href="https://bao.example/chinh-tri/hop-12.html?utm_source=x">
<meta property="article:published_time" content="2023-04-05T08:15:00+07:00">
<meta name="author" content="Lê Hà">"""

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Xã Đông Mai họp phiên thường kỳ", "datePublished": "2023-04-05T08:15:00+07:00",
"dateModified": "2023-06-01T08:15:00+07:00", "author": {"@type": "Person", "name": "Lê Hà"},
"publisher": {"@type": "Organization", "name": "Báo Mẫu"}, "url": "https://bao.example/chinh-tri/hop-12.html"}</script>
<link rel="canonical" href="https://bao.example/chinh-tri/hop-12.html">"""
