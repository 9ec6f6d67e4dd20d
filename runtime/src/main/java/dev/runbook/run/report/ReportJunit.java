package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report as JUnit XML, which CI servers show: each step is a test case. */
public final class ReportJunit {
    private ReportJunit() {}

    /** The whole file. */
    public static String of(RunReport report) {
        List<Item.Step> steps = report.allSteps().toList();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite")
                .append(XmlText.attribute("name", report.title()))
                .append(XmlText.attribute("tests", String.valueOf(steps.size())))
                .append(XmlText.attribute("failures", count(steps, Item.State.FAILED)))
                .append(XmlText.attribute("errors", count(steps, Item.State.UNFINISHED)))
                .append(XmlText.attribute("skipped", count(steps, Item.State.SKIPPED)))
                .append(XmlText.attribute("time", seconds(report.took())))
                .append(XmlText.attribute(
                        "timestamp",
                        report.from().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "")))
                .append(">\n");
        report.began().ifPresent(began -> properties(xml, began));
        String runbook = report.began().map(Entry.Began::runbook).orElse("runbook");
        steps.forEach(step -> step(xml, runbook, step, report));
        xml.append("  <system-out>")
                .append(XmlText.escape(String.join("\n", ReportText.of(report))))
                .append("</system-out>\n");
        return xml.append("</testsuite>\n").toString();
    }

    private static String count(List<Item.Step> steps, Item.State state) {
        return String.valueOf(steps.stream().filter(s -> s.state() == state).count());
    }

    private static void properties(StringBuilder xml, Entry.Began began) {
        xml.append("  <properties>\n");
        property(xml, "run", began.run());
        property(xml, "target", began.target());
        property(xml, "dialect", EntryJson.name(began.dialect()));
        xml.append("  </properties>\n");
    }

    private static void property(StringBuilder xml, String name, String value) {
        xml.append("    <property")
                .append(XmlText.attribute("name", name))
                .append(XmlText.attribute("value", value))
                .append("/>\n");
    }

    private static void step(StringBuilder xml, String runbook, Item.Step step, RunReport report) {
        xml.append("  <testcase")
                .append(XmlText.attribute("name", (step.number() + " " + step.title()).strip()))
                .append(XmlText.attribute("classname", runbook))
                .append(XmlText.attribute("time", seconds(step.took().orElse(Duration.ZERO))));
        String inside = switch (step.state()) {
            case DONE, RECOVERED, FINISHED -> "";
            case SKIPPED -> "<skipped" + XmlText.attribute("message", step.reason()) + "/>";
            case FAILED -> failed(step, report);
            case UNFINISHED ->
                "<error"
                        + XmlText.attribute(
                                "message", "the run did not end: " + report.at().orElse("")) + "/>";
        };
        String words = StepWords.of(step).stream()
                .map(line -> switch (line.kind()) {
                            case WORDS -> "";
                            case COMMAND -> "$ ";
                            case QUOTE -> "| ";
                        }
                        + line.text())
                .collect(Collectors.joining("\n"));
        String out = words.isEmpty() ? "" : "<system-out>" + XmlText.escape(words) + "</system-out>";
        xml.append(inside.isEmpty() && out.isEmpty() ? "/>\n" : ">" + inside + out + "</testcase>\n");
    }

    private static String failed(Item.Step step, RunReport report) {
        Optional<Failure> own = report.problems().stream()
                .filter(problem -> problem.number().equals(step.number()))
                .map(LocatedFailure::failure)
                .findFirst();
        String type = own.map(f -> f.kind().name()).orElse("Failed");
        String message = own.map(Failure::summary).orElse("a step inside it failed");
        return "<failure" + XmlText.attribute("type", type) + XmlText.attribute("message", message) + ">"
                + XmlText.escape(own.map(Failure::output).orElse(""))
                + "</failure>";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
