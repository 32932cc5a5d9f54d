// What all charts of the page use. A chart is a file that calls kit.chart once for each of its pictures.
const kit = (function () {
  "use strict";
  const report = JSON.parse(document.getElementById("data").textContent);
  const numbers = report.measure === "RMSE";
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const hidden = new Set();
  const charts = [];

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
    tooltip: { confine: true, backgroundColor: css("--panel"), borderColor: css("--line"), textStyle: { color: css("--text") } }
  });

  function axis(label, more) {
    return Object.assign({
      axisLabel: { color: css("--quiet"), formatter: label, hideOverlap: true }, axisLine: { lineStyle: { color: css("--quiet") } },
      splitLine: { lineStyle: { color: css("--line") } }, nameTextStyle: { color: css("--quiet") }, nameLocation: "middle", nameGap: 24
    }, more);
  }

  // An axis of names; long ones are cut, the tables have them whole.
  function nameAxis(names) {
    const short = name => name.length > 22 ? name.slice(0, 21) + "\u2026" : name;
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
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const csv = rows => rows.map(row => row.map(cell =>
    /[",\n]/.test(cell) ? '"' + String(cell).replace(/"/g, '""') + '"' : cell ?? "").join(",")).join("\n") + "\n";

  // Draws a chart in the element "place" of a section, below those that are there. It has
  // place, name (of its files), title, describe (gives what it shows as text, for those who cannot see it),
  // height (optional, of CSS), option (gives what ECharts draws), rows (gives its numbers, a row of names first).
  function chart(spec) {
    const figure = element("figure", document.getElementById(spec.place));
    const header = element("header", figure);
    element("h3", header, spec.title);
    const tools = element("div", header, "", { class: "tools" });
    const plot = element("div", figure, "", { class: "plot", role: "img", "aria-label": spec.describe() });
    if (spec.height) plot.style.height = spec.height;
    const view = echarts.init(plot, null, { renderer: "svg" });
    charts.push({ view, spec });
    element("button", tools, "CSV", { type: "button", "aria-label": spec.title + ": numbers as CSV" })
      .onclick = () => save(spec.name + ".csv", "text/csv", csv(spec.rows()));
    element("button", tools, "SVG", { type: "button", "aria-label": spec.title + ": picture as SVG" })
      .onclick = () => save(spec.name + ".svg", "image/svg+xml", view.renderToSVGString());
    view.setOption(spec.option());
  }

  function redraw() {
    charts.forEach(({ view, spec }) => view.setOption(spec.option(), true));
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
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach(details => details.open = true);
    charts.forEach(({ view }) => view.resize());
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  return { report, numbers, errorName: numbers ? "RMSE" : "error", unit: numbers ? "units of the label" : "%", text, mean, shown, css, colour, base, axis, nameAxis, chart };
})();
