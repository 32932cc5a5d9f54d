// Draws the charts of a comparison from the report in the element "data".
(function () {
  "use strict";
  const report = JSON.parse(document.getElementById("data").textContent);
  const numbers = report.measure === "RMSE";
  const style = getComputedStyle(document.documentElement);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const hidden = new Set();
  const charts = [];

  const errorText = v => v == null ? "-" : numbers ? String(Number(v.toPrecision(4))) : (100 * v).toFixed(2) + "%";
  const differenceText = v => v == null ? "-" : numbers ? String(Number(v.toPrecision(4))) : (100 * v).toFixed(2) + " points";
  const tickText = v => numbers ? String(Number(v.toPrecision(3))) : String(Number((100 * v).toPrecision(3)));
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
    charts.push({ view, option });
    element("button", tools, "CSV", { type: "button", "aria-label": title + ": numbers as CSV" })
      .onclick = () => save(name + ".csv", "text/csv", csv(rows()));
    element("button", tools, "SVG", { type: "button", "aria-label": title + ": picture as SVG" })
      .onclick = () => save(name + ".svg", "image/svg+xml", view.renderToSVGString());
    view.setOption(option());
  }

  function axis(text, more) {
    return Object.assign({
      axisLabel: { color: css("--quiet"), formatter: text, hideOverlap: true }, axisLine: { lineStyle: { color: css("--quiet") } },
      splitLine: { lineStyle: { color: css("--line") } }, nameTextStyle: { color: css("--quiet") }
    }, more);
  }

  // An axis of arms, by name; long names are cut, the table has them whole.
  function armAxis(names) {
    const short = name => name.length > 22 ? name.slice(0, 21) + "\u2026" : name;
    return axis(short, { type: "category", data: names, inverse: true, splitLine: { show: false }, axisTick: { show: false }, axisLabel: { color: css("--text"), formatter: short } });
  }

  const base = () => ({
    animation: false, backgroundColor: "transparent", textStyle: { color: css("--text"), fontFamily: "system-ui, sans-serif" },
    grid: { left: 24, right: 24, top: 16, bottom: 28, containLabel: true },
    tooltip: { confine: true, backgroundColor: css("--panel"), borderColor: css("--line"), textStyle: { color: css("--text") } }
  });

  // ---- differences: a point for the mean, a line for the interval, small rings for the seeds
  const armIndex = name => report.arms.findIndex(arm => arm.name === name);

  function differences() {
    const all = report.differences;
    const option = base();
    option.grid.top = 8;
    option.tooltip.formatter = p => p.seriesName + ": " + differenceText(Array.isArray(p.value) ? p.value[0] : p.value);
    const ends = all.flatMap(d => [0, ...d.bySeed.differences, d.bySeed.low, d.bySeed.high].filter(Number.isFinite));
    const room = .06 * (Math.max(...ends) - Math.min(...ends)) || .01;
    option.xAxis = axis(tickText, {
      type: "value", splitNumber: 4, min: Math.min(...ends) - room, max: Math.max(...ends) + room, name: numbers ? "units of the label" : "points",
      nameLocation: "middle", nameGap: 24
    });
    option.xAxis.axisLabel.showMinLabel = option.xAxis.axisLabel.showMaxLabel = false;
    option.yAxis = armAxis(all.map(d => d.arm));
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
      const seen = lines.filter(line => !line.seriesId.startsWith("band"));
      return seen.length ? "epoch " + seen[0].name + "<br>" + seen.map(line =>
        line.marker + echarts.format.encodeHTML(line.seriesName) + ": " + text(line.value)).join("<br>") : "";
    };
    const epochs = Math.max(1, ...shown.flatMap(arm => arm.runs.map(run => run.curve.length)));
    option.xAxis = axis(v => v, {
      type: "category", boundaryGap: epochs === 1, data: Array.from({ length: epochs }, (_, i) => i + 1), name: "epoch", nameLocation: "middle", nameGap: 24,
      splitLine: { show: false }
    });
    option.yAxis = axis(text, { type: "value", min: 0, max: top });
    option.yAxis.axisLabel.showMaxLabel = false;
    option.series = shown.flatMap(arm => {
      const shade = colour(armIndex(arm.name));
      const after = points(arm, heldOut), during = points(arm, train);
      const single = after.length === 1;
      const band = { type: "line", symbol: "none", lineStyle: { opacity: 0 }, stack: "band " + arm.name, silent: true, stackStrategy: "all" };
      return [
        { ...band, id: "band, low " + arm.name, data: after.map(p => p.low) },
        { ...band, id: "band, high " + arm.name, data: after.map(p => p.high - p.low), areaStyle: { color: shade, opacity: .18 } },
        { name: arm.name + ", " + report.heldOutRows, type: "line", symbol: single ? "circle" : "none", data: after.map(p => p.mean), lineStyle: { color: shade, width: 2.25 }, itemStyle: { color: shade } },
        { name: arm.name + ", train", type: "line", symbol: single ? "circle" : "none", data: during.map(p => p.mean), lineStyle: { color: shade, width: 1.25, type: "dashed" }, itemStyle: { color: shade } }
      ];
    });
    return option;
  }

  // The first epochs of a run are far above the rest and would press it flat.
  function ceiling(arms, name) {
    const all = arms.flatMap(arm => arm.runs.flatMap(run => run.curve.map(p => p[name]))).sort((a, b) => a - b);
    const middle = all[Math.floor(all.length / 2)];
    const last = Math.max(0, ...arms.flatMap(arm => arm.runs.filter(run => run.curve.length).map(run => run.curve[run.curve.length - 1][name])));
    return all.length ? Math.min(all[all.length - 1] * 1.02, Math.max(2.5 * middle, 1.1 * last)) || 1 : 1;
  }

  const curveRows = (heldOut, train) => () => [["arm", "seed", "epoch", heldOut, train]].concat(
    report.arms.flatMap(arm => arm.runs.flatMap(run => run.curve.map(p => [arm.name, run.seed, p.epoch, p[heldOut], p[train]]))));

  // ---- the overfitting gap: train and test error of each arm
  function gaps() {
    const option = base();
    const shown = report.arms.filter(arm => !hidden.has(arm.name));
    option.tooltip.formatter = p => echarts.format.encodeHTML(p.name) + ", " + p.seriesName + ": " + errorText(p.value);
    option.xAxis = axis(tickText, { type: "value", min: 0, splitNumber: 4, name: numbers ? "units of the label" : "%", nameLocation: "middle", nameGap: 24 });
    option.yAxis = armAxis(shown.map(arm => arm.name));
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
    "The differences of the table below, with their intervals over seeds", 86 + 64 * report.differences.length + "px", differences, differenceRows);
  const block = document.getElementById("curves");
  if (report.arms.some(arm => arm.runs.some(run => run.curve.length))) {
    armButtons(block);
    const grid = element("div", block, "", { class: "charts" });
    chart(grid, "curves-" + figureName.toLowerCase(), numbers ? "RMSE, in the units of the label" : "Error", "Error by epoch; the table of all epochs holds the numbers", "", () => curves("heldOutError", "trainError", errorText), curveRows("heldOutError", "trainError"));
    chart(grid, "curves-loss", "Loss", "Loss by epoch; the table of all epochs holds the numbers", "", () => curves("heldOutLoss", "trainLoss", lossText), curveRows("heldOutLoss", "trainLoss"));
  }
  chart(element("div", block, "", { class: "charts" }), "gap", "Overfitting: train and test " + figureName, "Train and test error of each arm, as in the table of arms", 80 + 56 * report.arms.length + "px", gaps, gapRows);
  addEventListener("resize", () => charts.forEach(drawn => drawn.view.resize()));
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach(details => details.open = true);
    charts.forEach(drawn => drawn.view.resize());
  });
  dark.addEventListener("change", redraw);
})();
