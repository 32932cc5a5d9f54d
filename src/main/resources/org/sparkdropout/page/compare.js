// Draws the charts of a comparison from the report in the element "data".
(function () {
  "use strict";
  const report = JSON.parse(document.getElementById("data").textContent);
  const numbers = report.measure === "RMSE";
  const style = getComputedStyle(document.documentElement);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const hidden = new Set();
  const charts = [];

  const errorText = v => numbers ? String(Number(v.toPrecision(4))) : (100 * v).toFixed(2) + "%";
  const differenceText = v => numbers ? String(Number(v.toPrecision(4))) : (100 * v).toFixed(2) + " points";
  const lossText = v => String(Number(v.toPrecision(4)));
  const css = name => style.getPropertyValue(name).trim();
  const colour = arm => css("--arm-" + arm % 8);
  const mean = values => values.reduce((a, b) => a + b, 0) / values.length;

  function element(tag, parent, text, attributes) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    parent.appendChild(made);
    return made;
  }

  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const csv = rows => rows.map(row => row.map(cell =>
    /[",\n]/.test(cell) ? '"' + String(cell).replace(/"/g, '""') + '"' : cell ?? "").join(",")).join("\n") + "\n";

  // A chart: its title, its option for ECharts, its numbers, and what it shows for those who cannot see it.
  function chart(place, name, title, description, height, option, rows) {
    const figure = element("figure", place);
    const header = element("header", figure);
    element("h3", header, title);
    const tools = element("div", header, "", { class: "tools" });
    const plot = element("div", figure, "", { class: "plot", role: "img", "aria-label": description });
    if (height) plot.style.height = height;
    const view = echarts.init(plot, null, { renderer: "svg" });
    const drawn = { view, option, plot };
    charts.push(drawn);
    element("button", tools, "CSV", { type: "button", "aria-label": title + ": numbers as CSV" })
      .onclick = () => save(name + ".csv", "text/csv", csv(rows()));
    element("button", tools, "SVG", { type: "button", "aria-label": title + ": picture as SVG" })
      .onclick = () => save(name + ".svg", "image/svg+xml", view.renderToSVGString());
    view.setOption(option());
  }

  function axis(text, more) {
    return Object.assign({
      axisLabel: { color: css("--quiet"), formatter: text }, axisLine: { lineStyle: { color: css("--quiet") } },
      splitLine: { lineStyle: { color: css("--line") } }, nameTextStyle: { color: css("--quiet") }
    }, more);
  }

  const base = () => ({
    animation: false, backgroundColor: "transparent", textStyle: { color: css("--text"), fontFamily: "system-ui, sans-serif" },
    grid: { left: 8, right: 16, top: 16, bottom: 32, containLabel: true },
    tooltip: { confine: true, backgroundColor: css("--panel"), borderColor: css("--line"), textStyle: { color: css("--text") } }
  });

  // ---- differences: a point for the mean, a line for the interval, small rings for the seeds
  const armIndex = name => report.arms.findIndex(arm => arm.name === name);

  function differences() {
    const all = report.differences;
    const option = base();
    option.grid.top = 8;
    option.tooltip.formatter = p => p.seriesName + ": " + differenceText(Array.isArray(p.value) ? p.value[0] : p.value);
    option.xAxis = axis(differenceText, { type: "value", scale: true, splitNumber: 4, min: v => Math.min(0, v.min), max: v => Math.max(0, v.max) });
    option.yAxis = axis(v => v, { type: "category", data: all.map(d => d.arm), inverse: true, splitLine: { show: false }, axisLabel: { color: css("--text"), width: 110, overflow: "break" } });
    option.series = [];
    all.forEach((d, row) => {
      if (hidden.has(d.arm)) return;
      const shade = colour(armIndex(d.arm));
      if (d.bySeed.differences.length > 1) {
        option.series.push({
          name: "interval over seeds", type: "line", data: [[d.bySeed.low, row], [d.bySeed.high, row]],
          lineStyle: { color: shade, width: 4 }, itemStyle: { color: shade }, symbol: "rect", symbolSize: [3, 18]
        });
      }
      option.series.push({
        name: "one seed", type: "scatter", data: d.bySeed.differences.map(v => [v, row]), symbolSize: 9,
        symbolOffset: [0, 14], itemStyle: { color: "transparent", borderColor: shade, borderWidth: 1.5 }
      });
      option.series.push({
        name: "mean of the seeds", type: "scatter", data: [[d.bySeed.mean, row]], symbolSize: 14, itemStyle: { color: shade }, z: 5
      });
    });
    option.series.push({
      type: "line", data: [], silent: true,
      markLine: { silent: true, symbol: "none", label: { show: false }, data: [{ xAxis: 0 }], lineStyle: { color: css("--text"), type: "solid" } }
    });
    return option;
  }

  const differenceRows = () => [["arm", "baseline", "difference", "low", "high", ...report.seeds.map(s => "seed " + s)]]
    .concat(report.differences.map(d => [d.arm, d.baseline, d.bySeed.mean, d.bySeed.low, d.bySeed.high, ...d.bySeed.differences]));

  // ---- curves: means over the seeds, with a band from the lowest to the highest
  function points(arm, name) {
    const epochs = Math.max(...arm.runs.map(run => run.curve.length));
    return Array.from({ length: epochs }, (_, i) => {
      const values = arm.runs.filter(run => i < run.curve.length).map(run => run.curve[i][name]);
      return { epoch: i + 1, mean: mean(values), low: Math.min(...values), high: Math.max(...values) };
    });
  }

  function curves(heldOut, train, text) {
    const option = base();
    const shown = report.arms.filter(arm => !hidden.has(arm.name));
    const top = ceiling(shown, heldOut);
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = lines => {
      const seen = lines.filter(line => !line.seriesName.startsWith("band"));
      return seen.length ? "epoch " + seen[0].value[0] + "<br>" + seen.map(line =>
        line.marker + echarts.format.encodeHTML(line.seriesName) + ": " + text(line.value[1])).join("<br>") : "";
    };
    option.xAxis = axis(v => v, { type: "value", min: 1, max: "dataMax", minInterval: 1, name: "epoch", nameLocation: "middle", nameGap: 24, splitLine: { show: false } });
    option.yAxis = axis(text, { type: "value", min: 0, max: top });
    option.series = shown.flatMap(arm => {
      const shade = colour(armIndex(arm.name));
      const after = points(arm, heldOut), during = points(arm, train);
      const single = after.length === 1;
      const band = { type: "line", symbol: "none", lineStyle: { opacity: 0 }, stack: "band " + arm.name, silent: true, stackStrategy: "all" };
      return [
        { ...band, name: "band", data: after.map(p => [p.epoch, p.low]) },
        { ...band, name: "band", data: after.map(p => [p.epoch, p.high - p.low]), areaStyle: { color: shade, opacity: .18 } },
        { name: arm.name + ", " + report.heldOutRows, type: "line", symbol: single ? "circle" : "none", data: after.map(p => [p.epoch, p.mean]), lineStyle: { color: shade, width: 2.25 }, itemStyle: { color: shade } },
        { name: arm.name + ", train", type: "line", symbol: single ? "circle" : "none", data: during.map(p => [p.epoch, p.mean]), lineStyle: { color: shade, width: 1.25, type: "dashed" }, itemStyle: { color: shade } }
      ];
    });
    return option;
  }

  // The first epochs of a run are far above the rest and would press it flat.
  function ceiling(arms, name) {
    const all = arms.flatMap(arm => arm.runs.flatMap(run => run.curve.map(p => p[name]))).sort((a, b) => a - b);
    const middle = all[Math.floor(all.length / 2)];
    return all.length ? Math.min(all[all.length - 1] * 1.02, 2.5 * middle) || 1 : 1;
  }

  const curveRows = (heldOut, train) => () => [["arm", "seed", "epoch", heldOut, train]].concat(
    report.arms.flatMap(arm => arm.runs.flatMap(run => run.curve.map(p => [arm.name, run.seed, p.epoch, p[heldOut], p[train]]))));

  // ---- the overfitting gap: train and test error of each arm
  function gaps() {
    const option = base();
    const shown = report.arms.filter(arm => !hidden.has(arm.name));
    option.tooltip.formatter = p => p.name + ", " + p.seriesName + ": " + errorText(p.value);
    option.xAxis = axis(errorText, { type: "value", min: 0 });
    option.yAxis = axis(v => v, { type: "category", data: shown.map(arm => arm.name), inverse: true, axisLabel: { color: css("--text"), width: 110, overflow: "break" } });
    option.series = ["train", "test"].map(rows => ({
      name: rows, type: "bar", barMaxWidth: 16,
      label: { show: true, position: "right", formatter: p => rows + " " + errorText(p.value), color: css("--text") },
      data: shown.map(arm => ({
        value: mean(arm.runs.map(run => numbers ? run[rows].rmse : run[rows].error)),
        itemStyle: { color: colour(armIndex(arm.name)), opacity: rows === "train" ? .45 : 1 }
      }))
    }));
    option.grid.right = 90;
    return option;
  }

  const gapRows = () => [["arm", "seed", "train", "test"]].concat(report.arms.flatMap(arm => arm.runs.map(run =>
    [arm.name, run.seed, numbers ? run.train.rmse : run.train.error, numbers ? run.test.rmse : run.test.error])));

  // ---- the page
  function armButtons(place) {
    const group = element("div", place, "", { class: "arms", role: "group", "aria-label": "Arms shown in the charts" });
    report.arms.forEach((arm, i) => {
      const button = element("button", group, arm.name, { type: "button", "aria-pressed": "true", style: "--colour: var(--arm-" + i % 8 + ")" });
      button.onclick = () => {
        const hide = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!hide));
        hide ? hidden.add(arm.name) : hidden.delete(arm.name);
        redraw();
      };
    });
  }

  function redraw() {
    charts.forEach(drawn => drawn.view.setOption(drawn.option(), true));
  }

  const figureName = numbers ? "RMSE" : "error";
  const place = document.getElementById("differences");
  chart(place, "differences", "Test " + figureName + " less that of \u201c" + report.arms[0].name + "\u201d",
    "The differences of the table below, with their intervals over seeds", 70 + 64 * report.differences.length + "px", differences, differenceRows);
  const block = document.getElementById("curves");
  if (report.arms.some(arm => arm.runs.some(run => run.curve.length))) {
    armButtons(block);
    const grid = element("div", block, "", { class: "charts" });
    chart(grid, "curves-" + figureName.toLowerCase(), numbers ? "RMSE, in the units of the label" : "Error", "Error by epoch; the table of all epochs holds the numbers", "", () => curves("heldOutError", "trainError", errorText), curveRows("heldOutError", "trainError"));
    chart(grid, "curves-loss", "Loss", "Loss by epoch; the table of all epochs holds the numbers", "", () => curves("heldOutLoss", "trainLoss", lossText), curveRows("heldOutLoss", "trainLoss"));
    chart(grid, "gap", "Overfitting: train and test " + figureName, "Train and test error of each arm, as in the table of arms", 80 + 56 * report.arms.length + "px", gaps, gapRows);
  }
  addEventListener("resize", () => charts.forEach(drawn => drawn.view.resize()));
  addEventListener("beforeprint", () => charts.forEach(drawn => drawn.view.resize()));
  dark.addEventListener("change", redraw);
})();
