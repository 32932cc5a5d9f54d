// Differences: a point for the mean, a line for the interval, small rings for the seeds.
(function () {
  "use strict";
  const { report, numbers, text, css } = kit;

  function ends(all) {
    const values = all.flatMap(d => [0, ...d.bySeed.differences, d.bySeed.low, d.bySeed.high].filter(Number.isFinite));
    const low = Math.min(...values), high = Math.max(...values), room = .06 * (high - low) || .01;
    return { min: low - room, max: high + room };
  }

  function series(d, row) {
    const shade = kit.colour(d.arm);
    const interval = {
      name: "interval over seeds", type: "line", data: [[d.bySeed.low, row], [d.bySeed.high, row]],
      lineStyle: { color: shade, width: 4 }, itemStyle: { color: shade }, symbol: "rect", symbolSize: [3, 18]
    };
    const seeds = {
      name: "one seed", type: "scatter", data: d.bySeed.differences.map(v => [v, row]), symbolSize: 9,
      symbolOffset: [0, 14], itemStyle: { color: "transparent", borderColor: shade, borderWidth: 1.5 }
    };
    const middle = { name: "mean of the seeds", type: "scatter", data: [[d.bySeed.mean, row]], symbolSize: 14, itemStyle: { color: shade }, z: 5 };
    return d.bySeed.differences.length > 1 ? [interval, seeds, middle] : [seeds, middle];
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
    place: "differences", name: "differences", title: "Test " + kit.errorName + " less that of \u201c" + report.arms[0].name + "\u201d",
    height: 86 + 64 * report.differences.length, option,
    describe: () => report.differences.map(d =>
      d.arm + ": " + text.difference(d.bySeed.mean) + ", interval " + text.difference(d.bySeed.low) + " to " + text.difference(d.bySeed.high)).join("; "),
    rows: () => [["arm", "baseline", "difference", "low", "high", ...report.seeds.map(s => "seed " + s)]]
      .concat(report.differences.map(d => [d.arm, d.baseline, d.bySeed.mean, d.bySeed.low, d.bySeed.high, ...d.bySeed.differences]))
  });
})();
