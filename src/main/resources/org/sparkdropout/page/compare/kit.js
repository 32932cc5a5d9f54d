// What all charts of the page use. A chart is a file that calls kit.chart once for each of its pictures.
const kit = (function () {
  "use strict";
  const report = JSON.parse(document.getElementById("data").textContent);
  const numbers = report.measure === "RMSE";
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const hidden = new Set();
  const charts = [];
  const PAPER = 680;

  // ---- numbers as texts
  const figure = (v, digits) => String(Number(v.toPrecision(digits)));
  const text = {
    error: v => v == null ? "-" : numbers ? figure(v, 4) : (100 * v).toFixed(2) + "%",
    difference: v => v == null ? "-" : numbers ? figure(v, 4) : (100 * v).toFixed(2) + " points",
    tick: v => numbers ? figure(v, 3) : figure(100 * v, 3),
    plain: v => v == null ? "-" : figure(v, 4),
    html: v => echarts.format.encodeHTML(v)
  };
  const mean = values => values.reduce((a, b) => a + b, 0) / values.length;

  // ---- arms
  const shown = () => report.arms.filter(arm => !hidden.has(arm.name));
  const css = name => style.getPropertyValue(name).trim();
  const colour = name => css("--arm-" + report.arms.findIndex(arm => arm.name === name) % 8);

  // ---- what options are made of
  const base = () => ({
    animation: false, backgroundColor: "transparent", textStyle: { color: css("--text"), fontFamily: "system-ui, sans-serif" },
    grid: { left: 24, right: 24, top: 16, bottom: 28, containLabel: true },
    tooltip: { confine: true, className: "tip", backgroundColor: css("--panel"), borderColor: css("--line"), textStyle: { color: css("--text") } }
  });

  function axis(label, more) {
    return Object.assign({
      axisLabel: { color: css("--quiet"), formatter: label, hideOverlap: true }, axisLine: { lineStyle: { color: css("--quiet") } },
      splitLine: { lineStyle: { color: css("--line") } }, nameTextStyle: { color: css("--quiet") }, nameLocation: "middle", nameGap: 24
    }, more);
  }

  // An axis of names; long ones are cut in the middle, the tables have them whole.
  function nameAxis(names) {
    const short = name => name.length > 24 ? name.slice(0, 11) + "\u2026" + name.slice(-12) : name;
    return axis(short, { type: "category", data: names, inverse: true, splitLine: { show: false }, axisTick: { show: false }, axisLabel: { color: css("--text"), formatter: short } });
  }

  // ---- the page
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
    setTimeout(() => URL.revokeObjectURL(link.href), 60000); // A busy browser begins late.
  }

  const csv = rows => rows.map(row => row.map(cell =>
    /[",\n]/.test(cell) ? '"' + String(cell).replace(/"/g, '""') + '"' : cell ?? "").join(",")).join("\n") + "\n";

  // Draws a chart in the element "place" of a section, below those that are there. It has
  // place, name (of its files), title, describe (gives what it shows as text, for those who cannot see it),
  // height (optional, in pixels), option (gives what ECharts draws), rows (gives its numbers, a row of names first).
  // The legend of exports and prints names the series that have a name.
  function chart(spec) {
    const figure = element("figure", document.getElementById(spec.place));
    const header = element("header", figure);
    element("h3", header, spec.title);
    const tools = element("div", header, "", { class: "tools" });
    const plot = element("div", figure, "", { class: "plot", role: "img", tabindex: "0", "aria-label": spec.describe() + ". Arrow keys go from point to point." });
    const height = spec.height || 320;
    plot.style.height = height + "px";
    const view = echarts.init(plot, null, { renderer: "svg" });
    charts.push({ view, spec, plot, height });
    button(tools, "CSV", spec.title + ": numbers as CSV", () => save(spec.name + ".csv", "text/csv", csv(spec.rows())));
    button(tools, "SVG", spec.title + ": picture as SVG", () => save(spec.name + ".svg", "image/svg+xml", svg(spec, plot.clientWidth, height)));
    plot.onkeydown = keys(view, plot, element("p", figure, "", { class: "unseen", "aria-live": "polite" }));
    view.setOption(spec.option());
  }

  function button(place, text, label, click) {
    element("button", place, text, { type: "button", "aria-label": label }).onclick = click;
  }

  // Left and right go from point to point, up and down from series to series.
  function keys(view, plot, said) {
    let series = 0, point = -1;
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    return event => {
      if (event.key === "Escape") view.dispatchAction({ type: "hideTip" });
      if (!step[event.key]) return;
      event.preventDefault();
      const all = view.getOption().series.map((one, seriesIndex) => ({ seriesIndex, points: one.data.length, silent: one.silent })).filter(one => one.points && !one.silent);
      if (!all.length) return;
      series = (series + step[event.key][0] + all.length) % all.length;
      const { seriesIndex, points } = all[series];
      point = Math.max(0, Math.min(points - 1, point + step[event.key][1]));
      view.dispatchAction({ type: "showTip", seriesIndex, dataIndex: point });
      said.textContent = plot.querySelector(".tip")?.innerText ?? "";
    };
  }

  // ---- charts that stand alone, on paper or in a file, are light and have a legend
  function inLight(action) {
    root.classList.add("light");
    try {
      return action();
    } finally {
      root.classList.remove("light");
    }
  }

  // Adds a legend of the named series below, and says how many pixels it takes.
  function addLegend(option, width) {
    const named = [...new Map(option.series.filter(one => one.name).map(one => [one.name, one])).values()];
    const lines = named.reduce(({ lines, used }, { name }) => {
      const wide = Math.min(width - 16, 44 + 6.4 * name.length);
      return used + wide > width - 16 ? { lines: lines + 1, used: wide } : { lines, used: used + wide };
    }, { lines: 1, used: 0 }).lines;
    const pixels = named.length ? 10 + 24 * lines : 0;
    option.legend = {
      data: named.map(({ name, symbol }) => symbol === "none" ? { name, itemStyle: { opacity: 0 } } : { name }), bottom: 0, left: "center", width: width - 16,
      selectedMode: false, textStyle: { color: css("--text"), width: width - 60, overflow: "truncate" }
    };
    option.grid.bottom += pixels;
    return pixels;
  }

  function svg(spec, width, height) {
    return inLight(() => {
      const option = spec.option();
      option.backgroundColor = css("--ground");
      option.title = { text: spec.title, left: 8, top: 8, textStyle: { color: css("--text"), fontSize: 15, width: width - 16, overflow: "truncate" } };
      option.grid.top += 32;
      const view = echarts.init(null, null, { renderer: "svg", ssr: true, width, height: height + 32 + addLegend(option, width) });
      view.setOption(option);
      const drawn = view.renderToSVGString();
      view.dispose();
      return drawn;
    });
  }

  function redraw() {
    charts.forEach(({ view, spec }) => view.setOption(spec.option(), true));
  }

  // Paper is narrower than a screen may be.
  function print() {
    document.querySelectorAll("details").forEach(details => details.open = true);
    inLight(() => charts.forEach(({ view, spec, plot, height }) => {
      const option = spec.option();
      const width = Math.min(plot.clientWidth, PAPER);
      plot.style.height = height + addLegend(option, width) + "px";
      view.resize({ width });
      view.setOption(option, true);
    }));
  }

  function printed() {
    charts.forEach(({ view, plot, height }) => {
      plot.style.height = height + "px";
      view.resize({ width: "auto" });
    });
    redraw();
  }

  function armButtons() {
    const group = document.getElementById("shown-arms");
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

  armButtons();
  addEventListener("resize", () => charts.forEach(({ view }) => view.resize()));
  addEventListener("beforeprint", print);
  addEventListener("afterprint", printed);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  return { report, numbers, errorName: numbers ? "RMSE" : "error", unit: numbers ? "units of the label" : "%", text, mean, shown, css, colour, base, axis, nameAxis, chart };
})();
