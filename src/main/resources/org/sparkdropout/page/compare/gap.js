// The gap: train and test error of each arm.
(function () {
  "use strict";
  const { report, numbers, text } = kit;
  const error = quality => numbers ? quality.rmse : quality.error;
  const means = (arm, rows) => kit.mean(arm.runs.map(run => error(run[rows])));

  function option() {
    const option = kit.base();
    const shown = kit.shown();
    option.grid.right = 90;
    option.tooltip.formatter = p => text.html(p.name) + ", " + p.seriesName + ": " + text.error(p.value);
    option.xAxis = kit.axis(text.tick, { type: "value", min: 0, splitNumber: 4, name: kit.unit });
    option.yAxis = kit.nameAxis(shown.map(arm => arm.name));
    option.series = ["train", "test"].map(rows => ({
      name: rows, type: "bar", barMaxWidth: 16, itemStyle: { color: kit.css("--quiet"), opacity: rows === "train" ? .45 : 1 },
      label: { show: true, position: "right", formatter: p => rows + " " + text.error(p.value), color: kit.css("--text"), opacity: 1 },
      data: shown.map(arm => ({ value: means(arm, rows), itemStyle: { color: kit.colour(arm.name), opacity: rows === "train" ? .45 : 1 } }))
    }));
    return option;
  }

  kit.chart({
    place: "gap", name: "gap", title: "Train and test " + kit.errorName, height: 80 + 56 * report.arms.length, option,
    describe: () => report.arms.map(arm => arm.name + ": train " + text.error(means(arm, "train")) + ", test " + text.error(means(arm, "test"))).join("; "),
    rows: () => [["arm", "seed", "train", "test"]].concat(report.arms.flatMap(arm => arm.runs.map(run =>
      [arm.name, run.seed, error(run.train), error(run.test)])))
  });
})();
