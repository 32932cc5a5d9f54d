// Differences: a point for the mean, a line for the interval, small rings for the seeds, or splits.
(function () {
  "use strict";
  const { report, numbers, text, css } = kit;

  const one = report.splits > 1 ? "split" : "seed";
  const by = d => d.bySplit || d.bySeed;
  const names = report.splits > 1 ? Array.from({ length: report.splits }, (_, i) => "split " + (i + 1)) : report.seeds.map(s => "seed " + s);

  function ends(all) {
    const values = all.flatMap(d => [0, ...by(d).differences, by(d).low, by(d).high].filter(Number.isFinite));
    const low = Math.min(...values), high = Math.max(...values), room = .06 * (high - low) || .01;
    return { min: low - room, max: high + room };
  }

  function series(d, row) {
    const shade = kit.colour(d.arm);
    const interval = {
      name: `interval over ${one}s`, type: "line", data: [[by(d).low, row], [by(d).high, row]],
      lineStyle: { color: shade, width: 4 }, itemStyle: { color: shade }, symbol: "rect", symbolSize: [3, 18]
    };
    const seeds = {
      name: "one " + one, type: "scatter", data: by(d).differences.map(v => [v, row]), symbolSize: 9,
      symbolOffset: [0, 14], itemStyle: { color: "transparent", borderColor: shade, borderWidth: 1.5 }
    };
    const middle = { name: `mean of the ${one}s`, type: "scatter", data: [[by(d).mean, row]], symbolSize: 14, itemStyle: { color: shade }, z: 5 };
    return by(d).differences.length > 1 ? [interval, seeds, middle] : [seeds, middle];
  }

  function option() {
    const shown = new Set(kit.shown().map(arm => arm.name));
    const all = report.differences;
    const option = kit.base();
    option.grid.top = 8;
    option.tooltip.formatter = p => p.seriesName + ": " + text.difference(p.value[0]);
    option.xAxis = kit.axis(text.tick, { type: "value", splitNumber: 4, ...ends(all), name: numbers ? kit.unit : "points" });
    option.xAxis.axisLabel.showMinLabel = option.xAxis.axisLabel.showMaxLabel = false;
    option.yAxis = kit.nameAxis(all.map(d => d.arm));
    option.series = all.flatMap((d, row) => shown.has(d.arm) ? series(d, row) : []);
    option.series.push({
      type: "line", data: [], silent: true,
      markLine: { silent: true, symbol: "none", label: { show: false }, data: [{ xAxis: 0 }], lineStyle: { color: css("--text"), type: "solid" } }
    });
    return option;
  }

  kit.chart({
    place: "differences", name: "differences", title: "Test " + kit.errorName + " less that of " + (new Set(report.differences.map(d => d.baseline)).size > 1 ? "its baseline" : "\u201c" + report.arms[0].name + "\u201d"),
    height: 86 + 64 * report.differences.length, option,
    describe: () => report.differences.map(d =>
      d.arm + ": " + text.difference(by(d).mean) + ", interval " + text.difference(by(d).low) + " to " + text.difference(by(d).high)).join("; "),
    rows: () => [["arm", "baseline", "difference", "low", "high", ...names]]
      .concat(report.differences.map(d => [d.arm, d.baseline, by(d).mean, by(d).low, by(d).high, ...by(d).differences]))
  });
})();
