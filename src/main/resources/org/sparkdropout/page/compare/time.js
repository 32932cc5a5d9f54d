// Milliseconds of a round: in steps, and the rest.
(function () {
  "use strict";
  const { report, text } = kit;
  if (!document.getElementById("time")) return;
  const parts = { "in steps": "stepSeconds", "the rest": "averagingSeconds" };
  const timed = arm => arm.runs.filter(run => run.times.rounds > 0);
  const arms = report.arms.filter(arm => timed(arm).length);
  const part = (arm, name) => kit.mean(timed(arm).map(run => 1000 * run.times[parts[name]] / run.times.rounds));
  const label = v => Number(v.toPrecision(3)) + " ms";

  function option() {
    const option = kit.base();
    const shown = kit.shown().filter(arm => timed(arm).length);
    option.tooltip.formatter = p => text.html(p.name) + ", " + p.seriesName + ": " + label(p.value);
    option.xAxis = kit.axis(v => String(v), { type: "value", min: 0, splitNumber: 4, name: "milliseconds" });
    option.yAxis = kit.nameAxis(shown.map(arm => arm.name));
    option.series = Object.keys(parts).map(name => ({
      name, type: "bar", stack: "round", barMaxWidth: 24, itemStyle: { color: kit.css("--quiet"), opacity: name === "in steps" ? 1 : .4 },
      data: shown.map(arm => ({ value: part(arm, name), itemStyle: { color: kit.colour(arm.name), opacity: name === "in steps" ? 1 : .4 } }))
    }));
    return option;
  }

  kit.chart({
    place: "time", name: "time", title: "Milliseconds of a round: in steps (full colour), and the rest (pale)", height: 80 + 40 * arms.length, option,
    describe: () => arms.map(arm => arm.name + ": " + Object.keys(parts).map(name => name + " " + label(part(arm, name))).join(", ")).join("; "),
    rows: () => [["arm", "seed", "rounds", "stepSeconds", "averagingSeconds"]].concat(report.arms.flatMap(arm => arm.runs.map(run =>
      [arm.name, run.seed, run.times.rounds, run.times.stepSeconds, run.times.averagingSeconds])))
  });
})();
