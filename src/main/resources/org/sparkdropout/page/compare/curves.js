// Learning curves: means over the seeds, with a band from the lowest to the highest. The last epoch of a run that stopped early
// stands for those that it did not train.
(function () {
  "use strict";
  const { report, numbers, text } = kit;

  function points(arm, name) {
    const epochs = Math.max(...arm.runs.map(run => run.curve.length));
    return Array.from({ length: epochs }, (_, i) => {
      const values = arm.runs.filter(run => run.curve.length).map(run => run.curve[Math.min(i, run.curve.length - 1)][name]);
      return { epoch: i + 1, mean: kit.mean(values), low: Math.min(...values), high: Math.max(...values) };
    });
  }

  // The first epochs of a run are far above the rest and would press it flat.
  function ceiling(arms, name) {
    const all = arms.flatMap(arm => arm.runs.flatMap(run => run.curve.map(p => p[name]))).sort((a, b) => a - b);
    const middle = all[Math.floor(all.length / 2)];
    const last = Math.max(0, ...arms.flatMap(arm => arm.runs.filter(run => run.curve.length).map(run => run.curve[run.curve.length - 1][name])));
    return all.length ? Math.min(all[all.length - 1] * 1.02, Math.max(2.5 * middle, 1.1 * last)) || 1 : 1;
  }

  function series(arm, heldOut, train) {
    const shade = kit.colour(arm.name);
    const after = points(arm, heldOut), during = points(arm, train);
    const band = { type: "line", symbol: "none", lineStyle: { opacity: 0 }, stack: "band " + arm.name, silent: true, stackStrategy: "all" };
    const line = { type: "line", symbol: after.length === 1 ? "circle" : "none", itemStyle: { color: shade } };
    return [
      { ...band, id: "band, low " + arm.name, data: after.map(p => p.low) },
      { ...band, id: "band, high " + arm.name, data: after.map(p => p.high - p.low), areaStyle: { color: shade, opacity: .18 } },
      { ...line, name: arm.name + ", " + report.heldOutRows, data: after.map(p => p.mean), lineStyle: { color: shade, width: 2.25 } },
      { ...line, name: arm.name + ", train", data: during.map(p => p.mean), lineStyle: { color: shade, width: 1.25, type: "dashed" } }
    ];
  }

  function tooltip(lines, label) {
    const seen = lines.filter(line => !line.seriesId.startsWith("band"));
    return seen.length ? "epoch " + seen[0].name + "<br>" + seen.map(line =>
      line.marker + text.html(line.seriesName) + ": " + label(line.value)).join("<br>") : "";
  }

  function curves(heldOut, train, label) {
    const option = kit.base();
    const shown = kit.shown();
    const epochs = Math.max(1, ...shown.flatMap(arm => arm.runs.map(run => run.curve.length)));
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = lines => tooltip(lines, label);
    option.xAxis = kit.axis(v => v, { type: "category", boundaryGap: epochs === 1, data: Array.from({ length: epochs }, (_, i) => i + 1), name: "epoch", splitLine: { show: false } });
    option.yAxis = kit.axis(label, { type: "value", min: 0, max: ceiling(shown, heldOut) });
    option.yAxis.axisLabel.showMaxLabel = false;
    option.series = shown.flatMap(arm => series(arm, heldOut, train));
    return option;
  }

  function chart(name, title, heldOut, train, label) {
    kit.chart({
      place: "curves", name, title, option: () => curves(heldOut, train, label),
      describe: () => title + " on the " + report.heldOutRows + " rows after the last epoch: " + report.arms.map(arm => {
        const all = points(arm, heldOut);
        return arm.name + " " + (all.length ? label(all[all.length - 1].mean) : "-");
      }).join("; "),
      rows: () => [["arm", "seed", "epoch", heldOut, train]].concat(
        report.arms.flatMap(arm => arm.runs.flatMap(run => run.curve.map(p => [arm.name, run.seed, p.epoch, p[heldOut], p[train]]))))
    });
  }

  if (report.arms.some(arm => arm.runs.some(run => run.curve.length))) {
    chart("curves-" + kit.errorName.toLowerCase(), numbers ? "RMSE, in the units of the label" : "Error", "heldOutError", "trainError", text.error);
    chart("curves-loss", "Loss", "heldOutLoss", "trainLoss", text.plain);
  }
})();
