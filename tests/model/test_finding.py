"""Reports: their order is stable, and the worst is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bienban.model.finding import Finding, Report, Severity

FINDINGS = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(["S01", "S02", "X01"]),
        severity=st.sampled_from(Severity),
        focus=st.sampled_from(["a", "b"]),
        message_vi=st.just("sai"),
        message_en=st.just("wrong"),
        value=st.none() | st.sampled_from(["1", "2"]),
    )
)


@given(FINDINGS, st.randoms())
def test_a_report_has_one_order_and_knows_the_worst(found: list[Finding], random: object) -> None:
    report = Report.of("a", found)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Report.of("a", shuffled) == report
    assert report.worst() == (report.findings[0].severity if found else None)
    for level in Severity:
        assert set(report.at_least(level)) == {f for f in found if f.severity >= level}
        assert Severity.named(level.label) is level
