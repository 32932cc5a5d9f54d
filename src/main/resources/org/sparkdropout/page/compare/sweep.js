// What is swept against the error: a line for each arm, and what others have measured.
(function () {
  "use strict";
  const { report, text } = kit;
  const sweep = report.sweep;
  if (!sweep) return;
  const error = quality => kit.numbers ? quality.rmse : quality.error;
  const lines = [...new Set(report.arms.map(arm => arm.point.line))];
  const xs = sweep.values.map(Number);
  const numeric = xs.every(Number.isFinite);
  const positive = xs.filter(x => x > 0);
  const logarithmic = numeric && positive.length === xs.length && Math.max(...xs) / Math.min(...xs) >= 30;
  const x = value => numeric ? Number(value) : value;

  function points(line, rows) {
    return report.arms.filter(arm => arm.point.line === line && kit.shown().includes(arm)).map(arm => {
      const all = arm.runs.map(run => error(run[rows]));
      return { x: x(arm.point.value), mean: kit.mean(all), low: Math.min(...all), high: Math.max(...all) };
    }).sort((a, b) => numeric ? a.x - b.x : 0);
  }

  const colour = line => kit.css("--arm-" + lines.indexOf(line) % 8);

  function band(line, points) {
    const outline = points.map(p => [p.x, p.high]).concat(points.map(p => [p.x, p.low]).reverse());
    return {
      type: "custom", data: points.length > 1 ? [0] : [], silent: true, z: 1,
      renderItem: (params, api) => ({
        type: "polygon", shape: { points: outline.map(point => api.coord(point)) },
        style: { fill: colour(line), opacity: .16 }
      })
    };
  }

  function series(line) {
    const test = points(line, "test"), train = points(line, "train");
    const shade = colour(line);
    const drawn = (name, all, style, more) => ({
      name: line + ", " + name, type: "line", data: all.map(p => [p.x, p.mean]), itemStyle: { color: shade },
      lineStyle: { color: shade, ...style }, symbol: "circle", ...more
    });
    return [band(line, test), drawn("test", test, { width: 2.25 }, { symbolSize: 8, z: 3 }), drawn("train", train, { width: 1.25, type: "dashed" }, { symbolSize: 5 })];
  }

  // A curve is drawn where the sweep has its values.
  function reference(curve, i) {
    const shade = kit.css("--arm-" + (lines.length + i) % 8);
    return {
      name: curve.name, type: "line", data: curve.values.map((value, at) => [numeric ? value : String(value), curve.errors[at]]),
      symbol: "diamond", symbolSize: 10, itemStyle: { color: shade }, lineStyle: { color: shade, width: 1.5, type: "dotted" }
    };
  }

  function ceiling() {
    const errors = lines.flatMap(line => points(line, "test").map(p => p.high)).concat(sweep.references.flatMap(curve => curve.errors));
    return Math.max(...errors, 0) * 1.05 || 1;
  }

  function option() {
    const option = kit.base();
    option.tooltip.formatter = p => text.html(p.seriesName) + ", " + text.html(sweep.setting + " " + p.value[0]) + ": " + text.error(p.value[1]);
    const plain = value => String(value);
    option.xAxis = numeric
      ? kit.axis(plain, { type: logarithmic ? "log" : "value", name: sweep.setting, scale: true, ...room() })
      : kit.axis(plain, { type: "category", data: sweep.values, name: sweep.setting, splitLine: { show: false } });
    option.yAxis = kit.axis(text.tick, { type: "value", min: 0, max: ceiling(), name: kit.unit, nameGap: 36 });
    option.yAxis.axisLabel.showMaxLabel = false;
    option.series = lines.flatMap(series).concat(sweep.references.map(reference));
    option.legend = { type: "scroll", top: 0, selectedMode: false, data: option.series.filter(one => one.name).map(one => one.name), textStyle: { color: kit.css("--text") }, pageTextStyle: { color: kit.css("--text") } };
    option.grid.top = 44;
    return option;
  }

  function room() {
    const all = xs.concat(sweep.references.flatMap(curve => curve.values));
    const low = Math.min(...all), high = Math.max(...all);
    return logarithmic ? { min: low, max: high } : { min: Math.min(low, 0) === low ? low : low - .04 * (high - low), max: high + .04 * (high - low) };
  }

  kit.chart({
    place: "sweep", name: "sweep", title: "Error against " + sweep.setting, height: 380, option,
    describe: () => lines.map(line => line + ": " + points(line, "test").map(p => p.x + " " + text.error(p.mean)).join(", ")).join("; "),
    rows: () => [["line", sweep.setting, "seed", "train", "test"]]
      .concat(report.arms.flatMap(arm => arm.runs.map(run => [arm.point.line, arm.point.value, run.seed, error(run.train), error(run.test)])))
      .concat(sweep.references.flatMap(curve => curve.values.map((value, i) => [curve.name, value, "", "", curve.errors[i]])))
  });
})();
