"""Writes docs/performance.md and its plots from the lines that `starledger bench --json` printed."""

import html

# What is promised of a figure: (name, parameters that must match, reach in words, test of the ratio).
REACHES = [
    ("append", {"callers": 1}, "≥ 0.8", lambda r: r >= 0.8),
    ("append", {"callers": 64}, "≥ 0.5", lambda r: r >= 0.5),
    ("append", {"callers": 512}, "≥ 0.5", lambda r: r >= 0.5),
    ("bulk", {}, "≥ 0.4", lambda r: r >= 0.4),
    ("growth.append", {}, "≥ 0.8", lambda r: r >= 0.8),
    ("replay", {}, "≥ 0.4", lambda r: r >= 0.4),
    ("verify", {}, "≥ 0.4", lambda r: r >= 0.4),
    ("start.snapshot", {}, "≤ 3", lambda r: r <= 3),
    ("gateway.cpu", {"model": "instant"}, "≤ 5", lambda r: r <= 5),
    ("memory.disk", {}, "≤ 2", lambda r: r <= 2),
]

# What is promised of a value itself: (name, parameters, words, test of the value).
VALUES = [
    ("paywall.p99", {"threads": 2}, "≤ 1 µs", lambda v: v <= 1_000),
    ("memory.contact", {}, "≤ 200 bytes", lambda v: v <= 200),
    ("memory.key", {}, "≤ 40 bytes", lambda v: v <= 40),
    ("gateway.idle", {}, "≤ 60 MiB", lambda v: v <= 60),
    ("gateway.first_poll", {}, "≤ 0.1 s", lambda v: v <= 0.1),
    ("gateway.p99", {"work": "checkout", "model": "2 s"}, "≤ 50 ms", lambda v: v <= 50),
]

HEAD = """# どのくらい速いか

`scripts/bench` が書いたページです（手で直さないでください）。どの数字も、同じ実行の中で交互に測った「床」（同じ行・同じ
索引・同じバイトを、素の C と SQLite だけで読み書きしたもの）との比で見ます。共有の機械では秒数そのものより比が頼りになります。
値は各回の中央値、`✓`／`✗` は目標に届いたかどうかです。何を測り、何が時間を使っているかは
[docs/decisions/0015-speed.md](decisions/0015-speed.md) にあります。測り直すには `scripts/bench`、
一部だけなら `scripts/bench --only append` です。
"""


def matches(line, parameters):
    return all(line["parameters"].get(key) == value for key, value in parameters.items())


def verdict(line):
    for name, parameters, words, test in REACHES:
        if line["name"] == name and line["ratio"] is not None and matches(line, parameters):
            return f"{words} {'✓' if test(line['ratio']) else '✗'}"
    for name, parameters, words, test in VALUES:
        if line["name"] == name and matches(line, parameters):
            return f"{words} {'✓' if test(line['value']) else '✗'}"
    return ""


def figure(value):
    if value is None:
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def parameters(line):
    return ", ".join(
        f"{key.replace('_', ' ')} {value:,}" if isinstance(value, int) else f"{key} {value}"
        for key, value in line["parameters"].items()
    )


def table(lines):
    rows = ["| figure | circumstances | value | unit | floor | ratio | reach | least to most |",
            "|---|---|---:|---|---:|---:|---|---|"]
    for line in lines:
        rows.append(
            f"| {line['name']} | {parameters(line)} | {figure(line['value'])} | {line['unit']} "
            f"| {figure(line['floor'])} | {figure(line['ratio'])} | {verdict(line)} "
            f"| {figure(line['min'])} to {figure(line['max'])} |"
        )
    return "\n".join(rows)


# MARK: Plots

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 78, 18, 44, 52
COLOURS = ["#2d5fa6", "#b5462f", "#3f8f58", "#8a5ab0"]


def decade(value, rounded):
    """The power of ten at or beyond a positive value."""
    power = 1.0
    while power > value:
        power /= 10
    while power * 10 <= value:
        power *= 10
    return power * 10 if rounded == "up" and power < value else power


def position(value, low, high, start, end):
    from math import log10
    if high <= low:
        return (start + end) / 2
    return start + (log10(value) - log10(low)) / (log10(high) - log10(low)) * (end - start)


def ticks(low, high):
    tick = low
    while tick <= high * 1.000001:
        yield tick
        tick *= 10


def short(value):
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def plot(title, across, along, series):
    """An SVG with both axes logarithmic; series is a list of (name, [(x, y)])."""
    top = TOP + 15 * max(0, len(series) - 1)
    points = [point for _, line in series for point in line]
    xs, ys = [x for x, _ in points], [y for _, y in points if y > 0]
    left, right = decade(min(xs), "down"), decade(max(xs), "up")
    low, high = decade(min(ys), "down"), decade(max(ys), "up")
    x_of = lambda x: position(x, left, right, LEFT, WIDTH - RIGHT)
    y_of = lambda y: position(y, low, high, HEIGHT - BOTTOM, top)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="15" fill="#222">{html.escape(title)}</text>',
    ]
    for tick in ticks(left, right):
        x = x_of(tick)
        out.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        out.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#444">{short(tick)}</text>')
    for tick in ticks(low, high):
        y = y_of(tick)
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{short(tick)}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle" fill="#222">{html.escape(across)}</text>')
    out.append(
        f'<text transform="translate(16 {(top + HEIGHT - BOTTOM) / 2}) rotate(-90)" '
        f'text-anchor="middle" fill="#222">{html.escape(along)}</text>'
    )
    for index, (name, line) in enumerate(series):
        colour = COLOURS[index % len(COLOURS)]
        line = sorted(point for point in line if point[1] > 0)
        path = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in line)
        dash = ' stroke-dasharray="5 4"' if "floor" in name else ""
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        for x, y in line:
            out.append(f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="3.5" fill="{colour}"/>')
        out.append(
            f'<text x="{WIDTH - RIGHT - 4}" y="{22 + 15 * index}" text-anchor="end" fill="{colour}">{html.escape(name)}</text>'
        )
    out.append("</svg>")
    return "\n".join(out) + "\n"


# MARK: Which plots there are

def along(lines, name, key, value="value"):
    return [
        (line["parameters"][key], line[value]) for line in lines
        if line["name"] == name and line.get(value)
    ]


def plots(lines):
    """(file, title, what lies across, what goes up, series) for all that was measured twice and more."""
    paywall = [
        (f"p{q}, {threads} thread{'s' if threads > 1 else ''}",
         [(line["parameters"]["users"], line["value"]) for line in lines
          if line["name"] == f"paywall.p{q}" and line["parameters"]["threads"] == threads])
        for threads in (1, 2) for q in (50, 99)
    ]
    found = [
        ("append", "Durable append, command to answer", "callers", "events/s",
         [("ours", along(lines, "append", "callers")), ("floor", along(lines, "append", "callers", "floor"))]),
        ("growth", "Append by 64 callers as the ledger grows", "events in the file", "events/s",
         [("ours", along(lines, "growth.append", "events")
           + [(line["parameters"]["floor_events"], line["floor"]) for line in lines
              if line["name"] == "growth.append"][:1])]),
        ("find", "One event by its position", "events in the file", "µs",
         [("ours", along(lines, "growth.find", "events")), ("floor", along(lines, "growth.find", "events", "floor"))]),
        ("start", "From nothing to an open ledger", "events in the file", "s",
         [("snapshot", along(lines, "start.snapshot", "events")),
          ("no snapshot", along(lines, "start.log", "events")),
          ("floor: snapshot read once", along(lines, "start.snapshot", "events", "floor")),
          ("floor: log read once", along(lines, "start.log", "events", "floor"))]),
        ("paywall", "Paywall decision while a writer writes", "users", "ns", paywall),
    ]
    for file, title, across, upward, series in found:
        series = [(name, line) for name, line in series if line]
        if len({x for _, line in series for x, _ in line}) > 1:
            yield file, title, across, upward, series


SECTIONS = [
    ("Append and bulk", ("append", "bulk"), ("append",)),
    ("Growth", ("growth",), ("growth", "find")),
    ("Replay, verify, start, recover", ("replay", "verify", "start", "recover"), ("start",)),
    ("Paywall", ("paywall",), ("paywall",)),
    ("Memory and disk", ("memory",), ()),
    ("Gateway", ("gateway",), ()),
]


def write(docs, lines):
    """Writes the page and the plots below a folder of documents."""
    folder = docs / "performance"
    for old in folder.glob("*.svg"):
        old.unlink()
    drawn = {}
    for file, title, across, upward, series in plots(lines):
        (folder / f"{file}.svg").write_text(plot(title, across, upward, series))
        drawn[file] = title
    machines = list(dict.fromkeys(line.get("machine") for line in lines if line.get("machine")))
    runs = sorted({line["runs"] for line in lines})
    text = HEAD + "\n"
    text += "Machine: " + "; ".join(machines) + f". Medians of {' or '.join(map(str, runs))} runs.\n"
    for title, names, files in SECTIONS:
        chosen = [line for line in lines if line["name"].split(".")[0] in names]
        if not chosen:
            continue
        text += f"\n## {title}\n\n{table(chosen)}\n"
        for file in files:
            if file in drawn:
                text += f"\n![{drawn[file]}](performance/{file}.svg)\n"
    (docs / "performance.md").write_text(text)
