// Classes: the change of each class's error, with its interval over the seeds; confusion matrices as heat maps.
(function () {
  "use strict";
  const { report, text } = kit;
  const MOST = 20;
  if (!report.classes) return;
  const { labels: all, arms, differences } = report.classes;

  // The classes that change most, in the order of the classes.
  function changing() {
    const most = label => Math.max(0, ...differences.filter(c => c.label === label).map(c => Math.abs(c.mean)));
    const kept = new Set([...all].sort((a, b) => most(b) - most(a)).slice(0, MOST));
    return all.filter(label => kept.has(label));
  }

  // The interval as a line, the mean as a disc; arms of a class stand below each other.
  const drawn = (shade, place, places) => (params, api) => {
    const [low, mean, high] = [1, 2, 3].map(value => api.coord([api.value(value), api.value(0)]));
    const y = mean[1] + (place - (places - 1) / 2) * Math.min(14, .7 * api.size([0, 1])[1] / places);
    const shapes = [{ type: "circle", shape: { cx: mean[0], cy: y, r: 4 }, style: { fill: shade } }];
    if (Number.isFinite(low[0] + high[0])) {
      shapes.push({ type: "line", shape: { x1: low[0], y1: y, x2: high[0], y2: y }, style: { stroke: shade, lineWidth: 2.5 } });
    }
    return { type: "group", children: shapes };
  };

  function changes() {
    const labels = changing();
    const option = kit.base();
    const shown = new Set(kit.shown().map(arm => arm.name));
    const kept = differences.filter(c => labels.includes(c.label));
    const compared = [...new Set(differences.map(c => c.arm))].filter(name => shown.has(name));
    const ends = kept.flatMap(c => [c.low, c.mean, c.high]).filter(Number.isFinite);
    const low = Math.min(0, ...ends), high = Math.max(0, ...ends), room = .06 * (high - low) || .01;
    option.tooltip.formatter = p => text.html(p.seriesName) + ", " + text.html(labels[p.value[0]]) + ": " + text.difference(p.value[2])
      + (Number.isFinite(p.value[1]) ? "<br>interval " + text.difference(p.value[1]) + " to " + text.difference(p.value[3]) : "");
    option.xAxis = kit.axis(text.tick, { type: "value", splitNumber: 4, min: low - room, max: high + room, name: "points" });
    option.xAxis.axisLabel.showMinLabel = option.xAxis.axisLabel.showMaxLabel = false;
    option.yAxis = kit.nameAxis(labels);
    option.series = compared.map((name, place) => ({
      name, type: "custom", clip: true, renderItem: drawn(kit.colour(name), place, compared.length), itemStyle: { color: kit.colour(name) },
      encode: { x: [1, 2, 3], y: 0 },
      data: kept.filter(c => c.arm === name).map(c => [labels.indexOf(c.label), c.low, c.mean, c.high])
    }));
    option.series.push({
      type: "line", data: [], silent: true,
      markLine: { silent: true, symbol: "none", label: { show: false }, data: [{ xAxis: 0 }], lineStyle: { color: kit.css("--text"), type: "solid" } }
    });
    return option;
  }

  function heat(name, matrix) {
    const option = kit.base();
    const sums = matrix.map(row => row.reduce((a, b) => a + b, 0));
    option.tooltip.formatter = p => "true " + text.html(all[p.value[1]]) + ", answer " + text.html(all[p.value[0]])
      + ": " + text.plain(p.value[3]) + " rows, " + text.error(p.value[2]);
    option.xAxis = kit.nameAxis(all);
    option.xAxis.inverse = false;
    option.xAxis.axisLabel.rotate = 45;
    option.yAxis = kit.nameAxis(all);
    option.xAxis.axisLabel.hideOverlap = option.yAxis.axisLabel.hideOverlap = true;
    option.visualMap = { show: false, min: 0, max: 1, inRange: { color: [kit.css("--panel"), kit.colour(name)] }, dimension: 2 };
    if (!kit.shown().some(arm => arm.name === name)) matrix = [];
    option.series = [{
      type: "heatmap", progressive: 0,
      data: matrix.flatMap((row, truth) => row.map((rows, answer) => [answer, truth, sums[truth] ? rows / sums[truth] : 0, rows]))
    }];
    return option;
  }

  if (document.getElementById("classes")) {
    const labels = changing();
    kit.chart({
      place: "classes", name: "classes", option: changes,
      title: "Error of each class less that of the baseline" + (labels.length < all.length ? ", the " + MOST + " that change most" : ""),
      height: 80 + Math.max(26, 16 * report.differences.length) * labels.length,
      describe: () => differences.filter(c => labels.includes(c.label)).map(c => c.arm + ", " + c.label + ": " + text.difference(c.mean)).join("; "),
      rows: () => [["arm", "baseline", "class", "rows", "baseline error", "error", "difference", "low", "high", ...report.seeds.map(s => "seed " + s)]]
        .concat(differences.map(c => [c.arm, c.baseline, c.label, c.rows, c.baselineError, c.error, c.mean, c.low, c.high, ...c.differences]))
    });
  }
  if (document.getElementById("confusion")) {
    arms.forEach(({ arm, confusion }, i) => kit.chart({
      place: "confusion", name: "confusion-" + (i + 1), title: "Confusion matrix of " + arm, height: 440, option: () => heat(arm, confusion),
      describe: () => "Right answers of " + arm + " by class: " + all.map((label, c) => label + " " + text.plain(confusion[c][c])).join(", "),
      rows: () => [["true class", ...all], ...confusion.map((row, truth) => [all[truth], ...row])]
    }));
  }
})();
