// Histograms of the activations of each hidden layer, most of which are near 0, so by powers of ten; and of the means of its units.
(function () {
  "use strict";
  const { report, text } = kit;
  if (!document.getElementById("activity")) return;
  const MOST = { activations: 64, unitMeans: 24 };
  const layerOf = (arm, number) => arm.inspection && arm.inspection.activity.layers.find(layer => layer.layer === number);
  const numbers = [...new Set(report.arms.flatMap(arm => arm.inspection ? arm.inspection.activity.layers.map(layer => layer.layer) : []))].sort((a, b) => a - b);

  // Bins joined to those of another width. Widths are powers of two and edges their multiples, so no bin is cut.
  function joined(histogram, width) {
    const first = Math.floor(histogram.low / width);
    const counts = [];
    histogram.counts.forEach((count, i) => {
      const bin = Math.floor((histogram.low + i * histogram.width) / width) - first;
      counts[bin] = (counts[bin] || 0) + count;
    });
    return { low: first * width, width, shares: Array.from(counts, count => (count || 0) / histogram.counts.reduce((a, b) => a + b, 0)) };
  }

  // All arms in bins of the same width, few enough for what there is to count.
  function histograms(arms, number, field) {
    const found = arms.filter(arm => layerOf(arm, number)).map(arm => ({ arm, histogram: layerOf(arm, number)[field] }));
    const end = histogram => histogram.low + histogram.counts.length * histogram.width;
    const range = Math.max(...found.map(one => end(one.histogram))) - Math.min(...found.map(one => one.histogram.low));
    let width = Math.max(...found.map(one => one.histogram.width));
    while (range / width > MOST[field]) width *= 2;
    return found.map(one => ({ arm: one.arm, bins: joined(one.histogram, width) }));
  }

  // Each bin is a step from its low edge to its high one.
  function steps(bins, least) {
    const points = bins.shares.map((share, i) => [bins.low + i * bins.width, Math.max(share, least), share]);
    const end = bins.low + bins.shares.length * bins.width;
    return [[bins.low, least, 0], ...points, [end, points[points.length - 1][1], points[points.length - 1][2]], [end, least, 0]];
  }

  function option(number, field) {
    const option = kit.base();
    const shown = histograms(kit.shown(), number, field);
    const least = Math.min(1, ...shown.flatMap(one => one.bins.shares.filter(share => share > 0)));
    const floor = field === "activations" ? Math.pow(10, Math.floor(Math.log10(least))) : 0;
    option.xAxis = kit.axis(text.plain, { type: "value", scale: true, name: field === "activations" ? "activation" : "mean activation of a unit", splitNumber: 5 });
    option.yAxis = kit.axis(v => Number(v.toPrecision(2)) + "%", field === "activations" ? { type: "log", min: 100 * floor, max: 100 } : { type: "value", min: 0 });
    option.series = shown.map(one => ({
      name: one.arm.name, type: "line", step: "end", symbol: "none",
      data: steps(one.bins, floor).map(p => [p[0], 100 * p[1]]),
      lineStyle: { color: kit.colour(one.arm.name), width: 2 }, itemStyle: { color: kit.colour(one.arm.name) }
    }));
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = lines => tooltip(lines, shown);
    return option;
  }

  function tooltip(lines, shown) {
    const at = lines[0].value[0];
    return text.plain(at) + " to " + text.plain(at + (shown[0] ? shown[0].bins.width : 0)) + "<br>" + shown.map(one => {
      const share = one.bins.shares[Math.round((at - one.bins.low) / one.bins.width)] || 0;
      return text.html(one.arm.name) + ": " + Number((100 * share).toPrecision(3)) + "%";
    }).join("<br>");
  }

  function chart(number, field, title) {
    kit.chart({
      place: "activity", name: field + "-" + number, title: title + ", hidden layer " + number, option: () => option(number, field),
      describe: () => title + ", hidden layer " + number + ". Means: " + report.arms.filter(arm => layerOf(arm, number)).map(arm =>
        arm.name + " " + text.plain(layerOf(arm, number).mean)).join("; "),
      rows: () => [["arm", "layer", "from", "to", "count"]].concat(report.arms.filter(arm => layerOf(arm, number)).flatMap(arm => {
        const histogram = layerOf(arm, number)[field];
        return histogram.counts.map((count, i) => [arm.name, number, histogram.low + i * histogram.width, histogram.low + (i + 1) * histogram.width, count]);
      }))
    });
  }

  numbers.forEach(number => {
    chart(number, "unitMeans", "Means of units");
    chart(number, "activations", "Activations");
  });
})();
