#!/usr/bin/env python3
"""Draws docs/fleet-workers.svg and docs/fleet-kills.svg from figures that the benchmark printed.

    plot.py workers OUT.svg WORKERS=RATE...           URLs a second against workers, beside what N times one would be
    plot.py seconds OUT.svg COUNTS [SECOND=WHAT...]   requests a second over a run (a JSON list), and what happened when
"""

import json
import sys

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 20, 50


def frame(title, label, most_x, most_y, ticks_x, ticks_y):
    def x(value):
        return LEFT + (WIDTH - LEFT - RIGHT) * value / most_x

    def y(value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most_y

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">',
        "<style>text{font:12px sans-serif;fill:#555}line{stroke:#999}.grid{stroke:#8884}"
        ".seen{fill:none;stroke:#2b6cb0;stroke-width:2}.wanted{fill:none;stroke:#999;stroke-dasharray:4 4}"
        ".event{stroke:#c05621}.dot{fill:#2b6cb0}</style>",
        f"<title>{title}</title>",
    ]
    for tick in ticks_y:
        lines.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:,}</text>')
    for tick in ticks_x:
        lines.append(f'<text x="{x(tick):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tick}</text>')
    lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(0):.1f}" y2="{y(0):.1f}"/>')
    lines.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{label}</text>')
    return lines, x, y


def steps(most):
    """Four or five round numbers up to `most`."""
    step = 10 ** (len(str(int(most))) - 1)
    while most / step < 3:
        step //= 2
    return [round(step * number) for number in range(int(most / step) + 1)]


def workers(out, pairs):
    seen = sorted((int(number), float(rate)) for number, rate in (pair.split("=") for pair in pairs))
    one = seen[0][1] / seen[0][0]
    most = one * seen[-1][0] * 1.1
    numbers = [number for number, _ in seen]
    lines, x, y = frame(
        "URLs a second by the number of workers", "workers", numbers[-1] + 0.5, most, numbers, steps(most)
    )
    points = " ".join(f"{x(number):.1f},{y(one * number):.1f}" for number in [0, *numbers])
    lines.append(f'<polyline class="wanted" points="{points}"/>')
    points = " ".join(f"{x(number):.1f},{y(rate):.1f}" for number, rate in seen)
    lines.append(f'<polyline class="seen" points="{points}"/>')
    for number, rate in seen:
        lines.append(f'<circle class="dot" cx="{x(number):.1f}" cy="{y(rate):.1f}" r="4"/>')
        lines.append(f'<text x="{x(number) + 8:.1f}" y="{y(rate) + 16:.1f}">{rate:,.0f}</text>')
    write(out, lines)


def seconds(out, counts, events):
    counts = json.loads(counts)
    most = max(counts) * 1.15
    ticks = range(0, len(counts) + 1, max(10, len(counts) // 60 * 10))
    lines, x, y = frame("Requests a second over a run with kills", "seconds", len(counts), most, ticks, steps(most))
    points = " ".join(f"{x(at):.1f},{y(count):.1f}" for at, count in enumerate(counts))
    lines.append(f'<polyline class="seen" points="{points}"/>')
    for index, event in enumerate(events):
        at, what = event.split("=")
        place = x(float(at))
        lines.append(f'<line class="event" x1="{place:.1f}" x2="{place:.1f}" y1="{TOP}" y2="{y(0):.1f}"/>')
        lines.append(f'<text x="{place + 4:.1f}" y="{TOP + 12 + 14 * (index % 3)}">{what}</text>')
    write(out, lines)


def write(out, lines):
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join([*lines, "</svg>"]) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "workers":
        workers(sys.argv[2], sys.argv[3:])
    else:
        seconds(sys.argv[2], sys.argv[3], sys.argv[4:])
