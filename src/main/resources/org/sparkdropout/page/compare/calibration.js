// Reliability diagram: the share of right answers against the probability that the networks gave them.
(function () {
  "use strict";
  const { report, text } = kit;
  if (!report.classes) return;
  const { arms } = report.classes;

  function option() {
    const option = kit.base();
    const shown = new Set(kit.shown().map(arm => arm.name));
    option.tooltip.formatter = p => text.html(p.seriesName) + "<br>probability " + text.error(p.value[0]) + ", right " + text.error(p.value[1]) + "<br>answers of all seeds: " + p.value[2];
    option.xAxis = kit.axis(text.tick, { type: "value", min: 0, max: 1, splitNumber: 5, name: "mean probability of the answer, %" });
    option.yAxis = kit.axis(text.tick, { type: "value", min: 0, max: 1, splitNumber: 5, name: "right answers, %", nameGap: 32 });
    option.grid.left = 36;
    option.series = arms.filter(one => shown.has(one.arm)).map(one => ({
      name: one.arm, type: "line", symbol: "circle", symbolSize: 7, data: one.reliability.map(bin => [bin.confidence, bin.accuracy, bin.rows]),
      lineStyle: { color: kit.colour(one.arm), width: 2 }, itemStyle: { color: kit.colour(one.arm) }
    }));
    option.series.push({ type: "line", silent: true, symbol: "none", data: [[0, 0], [1, 1]], lineStyle: { color: kit.css("--quiet"), width: 1.25, type: "dashed" } });
    return option;
  }

  kit.chart({
    place: "calibration", name: "calibration", title: "Reliability diagram", height: 360, option,
    describe: () => "Expected calibration error: " + arms.map(one => one.arm + " " + text.error(kit.mean(one.ece))).join("; "),
    rows: () => [["arm", "probability", "right", "answers"]].concat(arms.flatMap(one => one.reliability.map(bin => [one.arm, bin.confidence, bin.accuracy, bin.rows])))
  });
})();
