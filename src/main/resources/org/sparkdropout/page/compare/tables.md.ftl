<#ftl output_format="plainText" strip_whitespace=true>
<#include "markdown.ftl">
<#function probability value><#if (value >= 0.995)><#return "> 0.99"><#elseif (value <= 0.005)><#return "< 0.01"></#if><#return value?string("0.00")></#function>
# ${md(title)}

<#list report.differences as d>
- ${md(d.verdict)}
</#list>
<#list report.notes as note>
- ${md(note)}
</#list>

| arm | less the error of | tables | better | worse | mean difference | Wilcoxon p | better with probability | does not matter | worse |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|
<#list report.differences as d>
| ${md(d.arm)} | ${md(d.baseline)} | ${d.tables?size} | ${d.better} | ${d.worse} | ${report.text(d.mean)} | ${d.wilcoxon?string("0.####")} | ${probability(d.posterior.better)} | ${probability(d.posterior.equivalent)} | ${probability(d.posterior.worse)} |
</#list>

Each table counts once, by the mean test error of each arm. <#if report.relative>Differences are in percent of the baseline's error, since not all tables have classes as labels, and units of labels differ.<#else>Differences are in points.</#if> Below 0, the arm is better. A difference is claimed if the p-value of the Wilcoxon signed-rank test (1945) is below ${report.level()?string("0.####")}<#if (report.differences?size > 1)>: 0.05 shared by ${report.differences?size} arms (Bonferroni)</#if>. With n tables it is at least 2 / 2^n, so five tables cannot tell. Probabilities: the Bayesian signed-rank test (Benavoli, Corani, Demšar and Zaffalon 2017); differences do not matter up to ${report.equivalence?string("0.####")} of the baseline's error.

| table |<#list report.arms() as arm> ${md(arm)} |</#list>
|---|<#list report.arms() as arm>--:|</#list>
<#list report.tables as table>
| ${md(table.table)} |<#list report.arms() as arm> <#if table.errors[arm]??><#if table.errors[arm]?is_nan>-<#else>${table.measure.figure(table.errors[arm])}</#if></#if> |</#list>
</#list>
